#pragma once
/* What Swift cannot call by itself: variadic functions, system calls without a wrapper, macros, and
   the few lines between fork and exec. Results are a value >= 0, or minus an errno value. */
#include <stddef.h>
#include <stdint.h>

/* What fstat says, without the field names that differ between systems. */
struct claimpack_facts {
    uint64_t device, inode;
    int64_t size;
    int64_t modified_seconds, modified_nanoseconds;
    int64_t changed_seconds, changed_nanoseconds;
    int kind;
    uint64_t links; /* names it has */
    uint32_t owner; /* a user id */
    uint32_t mode;  /* permissions, without the kind */
};
enum {
    CLAIMPACK_KIND_REGULAR = 0,
    CLAIMPACK_KIND_FOLDER = 1,
    CLAIMPACK_KIND_LINK = 2,
    CLAIMPACK_KIND_SPECIAL = 3
};
int claimpack_facts_of(int descriptor, struct claimpack_facts *facts);
/* Of a name in a folder, without following a link. */
int claimpack_facts_at(int folder, const char *name, struct claimpack_facts *facts);

/* open is variadic. */
int claimpack_open(int folder, const char *path, int flags, unsigned mode);
/* Opens a path that may not leave `folder` nor pass a symbolic link. `by_segments` tests the way
   taken on kernels before 5.6 and in sandboxes that do not know openat2. */
int claimpack_open_beneath(int folder, const char *path, int flags, unsigned mode,
                           int by_segments);
/* AT_FDCWD and O_PATH: the latter is hidden from programs that do not ask for GNU extensions. */
extern const int claimpack_working_folder;
extern const int claimpack_path_only;

/* Reading a folder: names point into the stream and last until the next call. */
typedef struct claimpack_listing claimpack_listing;
claimpack_listing *claimpack_list(int folder, int *error);
/* 1 and a name, 0 at the end, or minus an errno value. */
int claimpack_list_next(claimpack_listing *listing, const char **name, int *kind);
void claimpack_list_close(claimpack_listing *listing);

/* fallocate is hidden from programs that do not ask for GNU extensions. On tmpfs no room is taken; there only
   is looked whether there would be enough. */
int claimpack_allocate(int descriptor, int64_t byte_count);

/* renameat2 is not in every C library header; `replacing` 0 keeps an existing target. */
int claimpack_rename(int folder, const char *from, const char *to, int replacing);
/* The same for a folder; a name that exists is kept. Where the file system has no such rename, a process
   that is killed in the middle leaves an empty folder under the new name. */
int claimpack_rename_folder(int folder, const char *from, const char *to);

/* flock(2) without waiting; the name is also that of a structure. -EWOULDBLOCK: another has it. */
int claimpack_try_lock(int descriptor);
/* The same with waiting; -EINTR when a signal came meanwhile. */
int claimpack_lock(int descriptor);
int claimpack_unlock(int descriptor);
int claimpack_set_mode(int descriptor, unsigned mode);
/* Saves all of the file system that holds this descriptor; hidden without GNU extensions. */
int claimpack_sync_file_system(int descriptor);

/* From now on SIGINT and SIGTERM are only noted, once: the second one kills. */
void claimpack_notice_interrupts(void);
/* The signal that was noted, or 0. */
int claimpack_noticed_interrupt(void);

/* strerror_r has two shapes; this is the one that always fills `buffer`. */
void claimpack_error_words(int error, char *buffer, size_t size);

/* An unnamed file in memory, readable and seekable, for a program's standard input. */
int claimpack_memory_file(void);
/* A second descriptor of the same file with its own offset, at 3 or above. */
int claimpack_reopen(int descriptor);
/* A second descriptor of the same open file, at 3 or above; fcntl is variadic. */
int claimpack_duplicate(int descriptor);
/* pipe2: close-on-exec from the start, and both ends at 3 or above. */
int claimpack_pipe(int ends[2]);

/* How to start a program. Arguments and environment end with NULL. */
struct claimpack_launch {
    const char *path;
    char *const *arguments;
    char *const *environment;
    int input, output, errors;
    /* Becomes descriptor 3 of the program, or -1. */
    int request;
    uint64_t cpu_seconds, address_space, file_size, open_files;
    /* Nonzero: it may read its input and `readable`, execute `executable`, and nothing else; no
       sockets, no processes. Lists of paths, ended by NULL; a folder means all below it. */
    int is_confined;
    const char *const *readable, *const *executable;
};
/* The process id. A program that could not be started is reported here, not by an exit status. */
int claimpack_start(const struct claimpack_launch *launch);
/* A descriptor that becomes readable when the process ends; -ENOSYS before Linux 5.3. */
int claimpack_watch(int process);
/* Kills the process's whole group; safe after it ended, as long as it was not waited for. */
void claimpack_kill_group(int process);
/* Waits for the end: 0 and an exit status or a signal number (the other is -1). */
int claimpack_wait(int process, int *exit_status, int *signal_number);
/* 1 when the process has ended but was not waited for yet. */
int claimpack_has_ended(int process);
/* Milliseconds on a clock that only goes forward; means nothing by itself. */
int64_t claimpack_milliseconds(void);

/* Processors this process may run on: a macro over a set of bits. */
int claimpack_processor_count(void);

/* The parts of a lockdown, each for good: 0 or minus an errno value. What is in force is inherited
   by whatever is started later. */
/* The version of Landlock in the kernel, 0 when there is none. */
int claimpack_landlock_version(void);
/* Withdraws every right to files but reading `readable`, executing `executable` and reopening
   `input`; TCP, abstract sockets and signals too where the kernel knows how. */
int claimpack_restrict_files(const char *const *readable, const char *const *executable, int input);
/* Allow-lists of system calls: for a reader of ours, whose other calls end it, and for a program of
   the system, whose other calls fail. Need claimpack_give_up_privileges before. */
int claimpack_filter_worker(void);
int claimpack_filter_program(void);
int claimpack_limit(uint64_t cpu_seconds, uint64_t address_space, uint64_t file_size,
                    uint64_t open_files);
int claimpack_forbid_processes(void);
int claimpack_give_up_privileges(void);

/* What a reader must not be able to do, tried: 0 when it could, or minus an errno value. */
int claimpack_try_socket(void);
int claimpack_try_fork(void);
int claimpack_try_exec(void);
int claimpack_try_kill(void);
int claimpack_try_open(const char *path);
/* Runs until somebody ends it. */
void claimpack_run_for_ever(void);

/* SHA-256 of two messages side by side, which takes less time than one after the other. Only where
   `claimpack_hashes_pairs` is 1: x86-64 with SHA instructions. */
typedef struct {
    uint32_t words[8];
    uint8_t rest[64];
    uint64_t total;
} claimpack_sha256;
int claimpack_hashes_pairs(void);
void claimpack_sha256_begin(claimpack_sha256 *hash);
/* Bytes may be NULL where the count is 0. */
void claimpack_sha256_update_pair(
    claimpack_sha256 *hash, const uint8_t *bytes, size_t count,
    claimpack_sha256 *other, const uint8_t *other_bytes, size_t other_count);
void claimpack_sha256_finish(claimpack_sha256 *hash, uint8_t digest[32]);

/* iconv, whose handle is a pointer that is -1 when there is none. NULL: no such character set. */
typedef struct claimpack_converter claimpack_converter;
claimpack_converter *claimpack_converter_to_utf8(const char *charset);
/* Moves both positions. 0 when the input is used up, 1 when the output is full, 2 when the input at
   its position is not a character of the set, or a part of one at the end. */
int claimpack_convert(claimpack_converter *converter, const uint8_t *input, size_t input_size,
                      size_t *input_position, uint8_t *output, size_t output_size,
                      size_t *output_position);
void claimpack_converter_close(claimpack_converter *converter);

/* setlocale's category is a macro and its answer shared memory. 0 when the locale is not there. */
int claimpack_use_utf8_characters(void);

#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Everything here runs between fork and execve as well, so it touches nothing but its arguments,
   the stack and the kernel. */

/* The C library's headers can be older than the kernel: what they may lack is written out. */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif
struct ruleset {
    uint64_t files, network, scopes;
};
struct __attribute__((packed)) path_rule {
    uint64_t allowed;
    int32_t parent;
};
enum { EXECUTE = 1, WRITE_FILE = 2, READ_FILE = 4, READ_FOLDER = 8 };

int claimpack_landlock_version(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
    return version < 0 ? 0 : (int)version;
}

static int add_path(int rules, int path, uint64_t rights) {
    struct path_rule rule = {rights, path};
    return (int)syscall(SYS_landlock_add_rule, rules, 1, &rule, 0);
}

/* What a rule for a plain file may not hold. */
static uint64_t fitting(int path, uint64_t rights) {
    struct claimpack_facts facts;
    if (claimpack_facts_of(path, &facts) != 0) return rights & ~READ_FOLDER;
    return facts.kind == CLAIMPACK_KIND_FOLDER ? rights : rights & ~READ_FOLDER;
}

static int add_named(int rules, const char *name, uint64_t rights) {
    int path = open(name, O_PATH | O_CLOEXEC);
    /* What is not there need not be opened to anybody. */
    if (path < 0) return 0;
    int status = add_path(rules, path, fitting(path, rights));
    close(path);
    return status;
}

int claimpack_restrict_files(const char *const *readable, const char *const *executable,
                             int input) {
    int version = claimpack_landlock_version();
    if (version < 1) return -ENOSYS;
    /* Every right that this kernel knows is withdrawn, those of later kernels cannot be named. */
    struct ruleset all = {0x1FFF, 0, 0};
    if (version >= 2) all.files |= 1 << 13;
    if (version >= 3) all.files |= 1 << 14;
    if (version >= 5) all.files |= 1 << 15;
    if (version >= 4) all.network = 3;
    if (version >= 6) all.scopes = 3;
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, size, 0);
    if (rules < 0) return -errno;
    int failed = 0;
    for (; !failed && readable && *readable; readable++)
        failed = add_named(rules, *readable, READ_FILE | READ_FOLDER);
    for (; !failed && executable && *executable; executable++)
        failed = add_named(rules, *executable, EXECUTE | READ_FILE);
    /* The program opens its standard input by name. Files in memory need no rule (EBADFD). */
    if (!failed && input >= 0 && add_path(rules, input, READ_FILE) != 0 && errno != EBADFD)
        failed = 1;
    int error = failed ? errno : 0;
    if (!failed && syscall(SYS_landlock_restrict_self, rules, 0) != 0) error = errno;
    close(rules);
    return -error;
}

#if defined(__x86_64__)
#define THIS_MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef THIS_MACHINE
enum { RULE_LIMIT = 512 };
struct program {
    struct sock_filter rules[RULE_LIMIT];
    unsigned short count;
};

static void add(struct program *program, struct sock_filter rule) {
    if (program->count < RULE_LIMIT) program->rules[program->count++] = rule;
}

static void answer(struct program *program, uint32_t action) {
    add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

/* The system call's number is in the accumulator before and after. */
static void on(struct program *program, long number, uint32_t action) {
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1));
    answer(program, action);
}

static void load(struct program *program, size_t offset) {
    add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

/* Allows a call unless, or only when, an argument has some bits. */
static void on_bits(struct program *program, long number, int argument, uint32_t bits,
                    uint32_t with, uint32_t without) {
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 4));
    load(program, offsetof(struct seccomp_data, args) + 8 * (size_t)argument);
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1));
    answer(program, with);
    answer(program, without);
}

/* Lets a process end itself with a signal, so that what broke it can be told, and no other. */
static void on_own_end(struct program *program, uint32_t otherwise) {
    add(program,
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)SYS_tgkill, 0, 4));
    load(program, offsetof(struct seccomp_data, args));
    add(program,
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 0, 1));
    answer(program, SECCOMP_RET_ALLOW);
    answer(program, otherwise);
}

static void begin(struct program *program) {
    program->count = 0;
    load(program, offsetof(struct seccomp_data, arch));
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_MACHINE, 1, 0));
    answer(program, SECCOMP_RET_KILL_PROCESS);
    load(program, offsetof(struct seccomp_data, nr));
#ifdef __x86_64__
    /* The other table of calls (x32) has the same machine word and larger numbers. */
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1));
    answer(program, SECCOMP_RET_KILL_PROCESS);
#endif
}

static int install(struct program *program) {
    if (program->count >= RULE_LIMIT) return -E2BIG;
    struct sock_fprog filter = {program->count, program->rules};
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) != 0) return -errno;
    return 0;
}

#define ALLOW SECCOMP_RET_ALLOW
#define REFUSE(error) (SECCOMP_RET_ERRNO | (error))

/* Memory, the descriptors that are open, the clock, and the end. */
static const long both_may[] = {
    SYS_read,       SYS_pread64,     SYS_write,        SYS_writev,      SYS_close,
    SYS_fstat,      SYS_lseek,       SYS_munmap,       SYS_mremap,      SYS_madvise,
    SYS_brk,        SYS_futex,       SYS_exit,         SYS_exit_group,  SYS_rt_sigaction,
    SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_getrandom, SYS_clock_gettime,
    SYS_sched_yield, SYS_getpid,     SYS_gettid,       SYS_getrusage,   SYS_restart_syscall,
};

/* What libraries try in passing and can do without: refused, not punished. */
static const long worker_asks[] = {
    SYS_openat,     SYS_faccessat,   SYS_newfstatat,   SYS_statx,       SYS_readlinkat,
    SYS_getcwd,     SYS_fcntl,       SYS_prctl,        SYS_sched_getaffinity, SYS_sysinfo,
    SYS_uname,      SYS_statfs,      SYS_fstatfs,      SYS_getuid,      SYS_geteuid,
    SYS_getgid,     SYS_getegid,     SYS_prlimit64,
#ifdef __x86_64__
    SYS_open,       SYS_access,      SYS_stat,         SYS_lstat,       SYS_readlink,
    SYS_getrlimit,
#endif
};

int claimpack_filter_worker(void) {
    struct program program;
    begin(&program);
    for (size_t i = 0; i < sizeof both_may / sizeof *both_may; i++)
        on(&program, both_may[i], ALLOW);
    for (size_t i = 0; i < sizeof worker_asks / sizeof *worker_asks; i++)
        on(&program, worker_asks[i], REFUSE(EACCES));
    on(&program, SYS_ioctl, REFUSE(ENOTTY));
    on_own_end(&program, SECCOMP_RET_KILL_PROCESS);
    /* No new code: memory is never both data and program. */
    on_bits(&program, SYS_mmap, 2, PROT_EXEC, REFUSE(EACCES), ALLOW);
    on_bits(&program, SYS_mprotect, 2, PROT_EXEC, REFUSE(EACCES), ALLOW);
    answer(&program, SECCOMP_RET_KILL_PROCESS);
    return install(&program);
}

/* A program of the system also loads its libraries and opens its data; Landlock says which. */
static const long program_may[] = {
    SYS_mmap,       SYS_mprotect,    SYS_openat,       SYS_newfstatat,  SYS_statx,
    SYS_faccessat,  SYS_readlinkat,  SYS_getdents64,   SYS_getcwd,      SYS_fcntl,
    SYS_prlimit64,  SYS_set_tid_address, SYS_set_robust_list, SYS_sched_getaffinity,
    SYS_sysinfo,    SYS_uname,       SYS_statfs,       SYS_fstatfs,     SYS_getuid,
    SYS_geteuid,    SYS_getgid,      SYS_getegid,      SYS_dup,         SYS_dup3,
    SYS_pread64,    SYS_readv,       SYS_execve,       SYS_clock_getres,
    SYS_clock_nanosleep, SYS_nanosleep, SYS_ioctl,     SYS_fadvise64,   SYS_gettimeofday,
#ifdef SYS_rseq
    SYS_rseq,
#endif
#ifdef SYS_faccessat2
    SYS_faccessat2,
#endif
#ifdef __x86_64__
    SYS_arch_prctl, SYS_open,        SYS_access,       SYS_stat,        SYS_lstat,
    SYS_readlink,   SYS_getrlimit,   SYS_dup2,         SYS_time,        SYS_poll,
#endif
};

int claimpack_filter_program(void) {
    struct program program;
    begin(&program);
    for (size_t i = 0; i < sizeof both_may / sizeof *both_may; i++)
        on(&program, both_may[i], ALLOW);
    for (size_t i = 0; i < sizeof program_may / sizeof *program_may; i++)
        on(&program, program_may[i], ALLOW);
    on_own_end(&program, REFUSE(EPERM));
    /* Threads, no processes. The newer call hides its flags in memory; without it the C library
       takes the older one. */
    on_bits(&program, SYS_clone, 0, 0x00010000 /* CLONE_THREAD */, ALLOW, REFUSE(EPERM));
#ifdef SYS_clone3
    on(&program, SYS_clone3, REFUSE(ENOSYS));
#endif
    answer(&program, REFUSE(EPERM));
    return install(&program);
}
#else
int claimpack_filter_worker(void) { return -ENOSYS; }
int claimpack_filter_program(void) { return -ENOSYS; }
#endif

static int set_limit(int resource, uint64_t soft, uint64_t hard) {
    struct rlimit current;
    if (getrlimit(resource, &current) != 0) return -errno;
    struct rlimit wanted = {soft, hard};
    if (wanted.rlim_max > current.rlim_max) wanted.rlim_max = current.rlim_max;
    if (wanted.rlim_cur > wanted.rlim_max) wanted.rlim_cur = wanted.rlim_max;
    return setrlimit(resource, &wanted) == 0 ? 0 : -errno;
}

int claimpack_limit(uint64_t cpu_seconds, uint64_t address_space, uint64_t file_size,
                    uint64_t open_files) {
    int status;
    /* The signal of the soft limit says why the process ended; the hard one is for who ignores it. */
    if ((status = set_limit(RLIMIT_CPU, cpu_seconds, cpu_seconds + 1)) != 0) return status;
    if ((status = set_limit(RLIMIT_AS, address_space, address_space)) != 0) return status;
    if ((status = set_limit(RLIMIT_FSIZE, file_size, file_size)) != 0) return status;
    if ((status = set_limit(RLIMIT_NOFILE, open_files, open_files)) != 0) return status;
    return set_limit(RLIMIT_CORE, 0, 0);
}

int claimpack_forbid_processes(void) { return set_limit(RLIMIT_NPROC, 0, 0); }

int claimpack_give_up_privileges(void) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -errno;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : -errno;
}

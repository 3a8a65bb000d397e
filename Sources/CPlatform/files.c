#define _GNU_SOURCE
#include "CPlatform.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

const int claimpack_working_folder = AT_FDCWD;
const int claimpack_path_only = O_PATH;

static int kind_of_mode(mode_t mode) {
    if (S_ISREG(mode)) return CLAIMPACK_KIND_REGULAR;
    if (S_ISDIR(mode)) return CLAIMPACK_KIND_FOLDER;
    if (S_ISLNK(mode)) return CLAIMPACK_KIND_LINK;
    return CLAIMPACK_KIND_SPECIAL;
}

static void copy_facts(const struct stat *from, struct claimpack_facts *to) {
    to->device = from->st_dev;
    to->inode = from->st_ino;
    to->size = from->st_size;
    to->modified_seconds = from->st_mtim.tv_sec;
    to->modified_nanoseconds = from->st_mtim.tv_nsec;
    to->changed_seconds = from->st_ctim.tv_sec;
    to->changed_nanoseconds = from->st_ctim.tv_nsec;
    to->kind = kind_of_mode(from->st_mode);
    to->links = from->st_nlink;
    to->owner = from->st_uid;
    to->mode = from->st_mode & 07777;
}

int claimpack_facts_of(int descriptor, struct claimpack_facts *facts) {
    struct stat found;
    if (fstat(descriptor, &found) != 0) return -errno;
    copy_facts(&found, facts);
    return 0;
}

int claimpack_facts_at(int folder, const char *name, struct claimpack_facts *facts) {
    struct stat found;
    if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) != 0) return -errno;
    copy_facts(&found, facts);
    return 0;
}

int claimpack_open(int folder, const char *path, int flags, unsigned mode) {
    int descriptor;
    do descriptor = openat(folder, path, flags | O_CLOEXEC, (mode_t)mode);
    while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

/* One segment at a time, none of them a link: what openat2 does in one call. */
static int open_by_segments(int folder, const char *path, int flags, unsigned mode) {
    int current = folder;
    for (;;) {
        const char *slash = strchr(path, '/');
        size_t length = slash ? (size_t)(slash - path) : strlen(path);
        char segment[NAME_MAX + 1];
        if (length == 0) { errno = EINVAL; break; }
        if (length > NAME_MAX) { errno = ENAMETOOLONG; break; }
        memcpy(segment, path, length);
        segment[length] = 0;
        if (strcmp(segment, "..") == 0) { errno = EXDEV; break; }
        int next = claimpack_open(current, segment,
                                  slash ? O_PATH | O_DIRECTORY | O_NOFOLLOW : flags | O_NOFOLLOW,
                                  slash ? 0 : mode);
        if (current != folder) close(current);
        if (next < 0 || !slash) return next;
        current = next;
        path = slash + 1;
    }
    int error = errno;
    if (current != folder) close(current);
    return -error;
}

int claimpack_open_beneath(int folder, const char *path, int flags, unsigned mode,
                           int by_segments) {
    if (by_segments) return open_by_segments(folder, path, flags, mode);
    /* One name that is no link leads nowhere else. */
    if (!strchr(path, '/') && strcmp(path, "..") != 0 && !(flags & O_DIRECTORY))
        return claimpack_open(folder, path, flags | O_NOFOLLOW, mode);
    struct open_how how = {
        .flags = (uint64_t)(unsigned)(flags | O_CLOEXEC),
        .mode = (flags & O_CREAT) ? mode : 0, /* openat2 refuses a mode without O_CREAT */
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
    };
    for (int attempt = 0;; attempt++) {
        long descriptor = syscall(SYS_openat2, folder, path, &how, sizeof how);
        if (descriptor >= 0) return (int)descriptor;
        if (errno == EINTR) continue;
        /* A rename elsewhere in the tree got in between. */
        if (errno == EAGAIN && attempt < 16) continue;
        /* Sandboxes that do not know the call answer EPERM instead of ENOSYS. */
        if (errno == ENOSYS || errno == EPERM) return open_by_segments(folder, path, flags, mode);
        return -errno;
    }
}

struct claimpack_listing {
    DIR *stream;
};

claimpack_listing *claimpack_list(int folder, int *error) {
    /* A descriptor of its own: the stream's offset must not disturb, nor close, the caller's. */
    int own = claimpack_open(folder, ".", O_RDONLY | O_DIRECTORY, 0);
    if (own < 0) {
        *error = -own;
        return NULL;
    }
    DIR *stream = fdopendir(own);
    claimpack_listing *listing = stream ? malloc(sizeof *listing) : NULL;
    if (!listing) {
        *error = errno ? errno : ENOMEM;
        if (stream) closedir(stream); else close(own);
        return NULL;
    }
    listing->stream = stream;
    return listing;
}

int claimpack_list_next(claimpack_listing *listing, const char **name, int *kind) {
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(listing->stream);
        if (!entry) return errno ? -errno : 0;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        switch (entry->d_type) {
        case DT_REG: *kind = CLAIMPACK_KIND_REGULAR; break;
        case DT_DIR: *kind = CLAIMPACK_KIND_FOLDER; break;
        case DT_LNK: *kind = CLAIMPACK_KIND_LINK; break;
        case DT_UNKNOWN: { /* some file systems do not say */
            struct claimpack_facts facts;
            int status = claimpack_facts_at(dirfd(listing->stream), entry->d_name, &facts);
            if (status == -ENOENT) continue;
            if (status < 0) return status;
            *kind = facts.kind;
            break;
        }
        default: *kind = CLAIMPACK_KIND_SPECIAL;
        }
        *name = entry->d_name;
        return 1;
    }
}

void claimpack_list_close(claimpack_listing *listing) {
    closedir(listing->stream);
    free(listing);
}

int claimpack_rename(int folder, const char *from, const char *to, int replacing) {
    if (replacing) return renameat(folder, from, folder, to) == 0 ? 0 : -errno;
    if (renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0) return 0;
    if (errno != ENOSYS && errno != EINVAL) return -errno;
    /* A file system without that flag: a hard link is refused when the name exists. */
    if (linkat(folder, from, folder, to, 0) != 0) return -errno;
    if (unlinkat(folder, from, 0) == 0) return 0;
    /* Whoever is told of an error is not to find the new name there. */
    int error = errno;
    unlinkat(folder, to, 0);
    return -error;
}

int claimpack_rename_folder(int folder, const char *from, const char *to) {
    if (renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0) return 0;
    if (errno != ENOSYS && errno != EINVAL) return -errno;
    /* A file system without that flag: the name is taken with an empty folder, which a rename may
       replace. A process that is killed between the two leaves that empty folder under the final name:
       no file of it is ever there in part, and the next run says that the name is taken. */
    if (mkdirat(folder, to, 0700) != 0) return -errno;
    if (renameat(folder, from, folder, to) == 0) return 0;
    int error = errno;
    unlinkat(folder, to, AT_REMOVEDIR);
    return -error;
}

int claimpack_try_lock(int descriptor) {
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : -errno;
}

int claimpack_lock(int descriptor) {
    return flock(descriptor, LOCK_EX) == 0 ? 0 : -errno;
}

int claimpack_unlock(int descriptor) {
    return flock(descriptor, LOCK_UN) == 0 ? 0 : -errno;
}

int claimpack_set_mode(int descriptor, unsigned mode) {
    return fchmod(descriptor, mode) == 0 ? 0 : -errno;
}

int claimpack_sync_file_system(int descriptor) { return syncfs(descriptor) == 0 ? 0 : -errno; }

void claimpack_error_words(int error, char *buffer, size_t size) {
    const char *words = strerror_r(error, buffer, size); /* the GNU shape: may not use the buffer */
    if (words != buffer) snprintf(buffer, size, "%s", words);
}

int claimpack_memory_file(void) {
    int file = memfd_create("claimpack", MFD_CLOEXEC);
    return file < 0 ? -errno : file;
}

int claimpack_reopen(int descriptor) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    int file = claimpack_open(AT_FDCWD, path, O_RDONLY, 0);
    if (file < 0) { /* no /proc: the offset is shared, so at least start it at the beginning */
        file = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
        if (file < 0 || lseek(file, 0, SEEK_SET) < 0) return -errno;
        return file;
    }
    if (file >= 3) return file;
    int moved = fcntl(file, F_DUPFD_CLOEXEC, 3);
    int error = errno;
    close(file);
    return moved < 0 ? -error : moved;
}

int claimpack_duplicate(int descriptor) {
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    return copy < 0 ? -errno : copy;
}

int claimpack_pipe(int ends[2]) {
    int made[2];
    if (pipe2(made, O_CLOEXEC) != 0) return -errno;
    for (int end = 0; end < 2; end++) {
        ends[end] = made[end];
        if (made[end] >= 3) continue;
        ends[end] = fcntl(made[end], F_DUPFD_CLOEXEC, 3);
        int error = errno;
        close(made[end]);
        if (ends[end] < 0) {
            close(end == 0 ? made[1] : ends[0]);
            return -error;
        }
    }
    return 0;
}

int claimpack_allocate(int descriptor, int64_t byte_count) {
    struct statfs system;
    /* A file system in memory has no order of blocks to choose: it would only fetch every page twice. */
    if (fstatfs(descriptor, &system) == 0 && system.f_type == TMPFS_MAGIC && system.f_blocks > 0) {
        struct stat now;
        if (fstat(descriptor, &now) != 0) return -errno;
        int64_t missing = byte_count - (int64_t)now.st_blocks * 512;
        uint64_t room = (uint64_t)system.f_bavail * (uint64_t)system.f_bsize;
        return missing > 0 && (uint64_t)missing > room ? -ENOSPC : 0;
    }
    return fallocate(descriptor, 0, 0, byte_count) == 0 ? 0 : -errno;
}

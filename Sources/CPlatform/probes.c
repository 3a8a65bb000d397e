#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Raw calls: the C library's own way round must not hide what the kernel says. */

int claimpack_try_socket(void) {
    long made = syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
    return made < 0 ? -errno : 0;
}

int claimpack_try_fork(void) {
    long made = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (made == 0) _exit(0);
    return made < 0 ? -errno : 0;
}

int claimpack_try_exec(void) {
    char *const arguments[] = {"true", NULL};
    syscall(SYS_execve, "/bin/true", arguments, arguments + 1);
    return -errno;
}

int claimpack_try_kill(void) { return syscall(SYS_kill, getppid(), 0) == 0 ? 0 : -errno; }

int claimpack_try_open(const char *path) {
    long opened = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY, 0);
    return opened < 0 ? -errno : 0;
}

/* The counter is volatile: a compiler may take away a loop without an end that nobody sees turning. */
void claimpack_run_for_ever(void) {
    for (volatile unsigned count = 0;; count++) {
    }
}

#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Between fork and execve only async-signal-safe functions may run: other threads may have held
   any lock at the moment of the fork, and their copies stay locked in the child for ever. Swift
   allocates and locks wherever it likes, so this is C and touches only memory made ready before.
   posix_spawn would do but for the resource limits, which it cannot set. */

static void run_child(const struct claimpack_launch *launch, pid_t parent, int report)
    __attribute__((noreturn));

static void run_child(const struct claimpack_launch *launch, pid_t parent, int report) {
    int error;
    sigset_t none;
    /* A session of its own: one kill reaches it and all it started, and no terminal is in reach. */
    if (setsid() < 0) goto fail;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) goto fail;
    if (getppid() != parent) _exit(127);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) goto fail;
    /* Ignored signals stay ignored over execve; the program expects the default. */
    for (int number = 1; number < NSIG; number++)
        if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
    sigemptyset(&none);
    if (sigprocmask(SIG_SETMASK, &none, NULL) != 0) goto fail;

    if (dup2(launch->input, 0) < 0 || dup2(launch->output, 1) < 0 || dup2(launch->errors, 2) < 0)
        goto fail;
    /* All else is closed here or at execve; only what some library left open without close-on-exec
       is lost without close_range (Linux 5.9). */
    int last = 3;
    if (launch->request >= 0) {
        /* Either may lie where the other belongs. */
        report = fcntl(report, F_DUPFD_CLOEXEC, 5);
        if (report < 0) _exit(127);
        int request = fcntl(launch->request, F_DUPFD_CLOEXEC, 5);
        if (request < 0 || dup2(request, 3) < 0) goto fail;
        last = 4;
    }
    if (report != last) {
        if (dup3(report, last, O_CLOEXEC) < 0) goto fail;
        report = last;
    }
    syscall(SYS_close_range, last + 1, ~0U, 0);

    if (chdir("/") != 0) goto fail;
    int refused = claimpack_limit(launch->cpu_seconds, launch->address_space, launch->file_size,
                                  launch->open_files);
    if (refused == 0 && launch->is_confined) {
        refused = claimpack_restrict_files(launch->readable, launch->executable, 0);
        if (refused == 0) refused = claimpack_filter_program();
    }
    if (refused != 0) {
        errno = -refused;
        goto fail;
    }
    execve(launch->path, launch->arguments, launch->environment);
fail:
    error = errno;
    while (write(report, &error, sizeof error) < 0 && errno == EINTR) {}
    _exit(127);
}

/* Milliseconds until a started program must have said that it runs or why not: usually a few. */
#define START_LIMIT 10000

int claimpack_start(const struct claimpack_launch *launch) {
    int report[2];
    int status = claimpack_pipe(report);
    if (status < 0) return status;
    pid_t parent = getpid();
    /* No signal handler of ours may run in the child before it has reset them. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = fork();
    if (child == 0) run_child(launch, parent, report[1]);
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(report[1]);
    if (child < 0) {
        close(report[0]);
        return -error;
    }
    /* The write end closes itself when execve succeeds: then there is nothing to read. Should a close
       have failed, here or there, it stays open, and the end never comes. */
    struct pollfd said = {report[0], POLLIN, 0};
    int ready;
    do ready = poll(&said, 1, START_LIMIT);
    while (ready < 0 && errno == EINTR);
    if (ready <= 0) {
        error = ready == 0 ? ETIMEDOUT : errno;
        close(report[0]);
        kill(child, SIGKILL);
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        return -error;
    }
    ssize_t count;
    do count = read(report[0], &error, sizeof error);
    while (count < 0 && errno == EINTR);
    close(report[0]);
    if (count == (ssize_t)sizeof error) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        return error > 0 ? -error : -EIO;
    }
    return (int)child;
}

int claimpack_watch(int process) {
    long descriptor = syscall(SYS_pidfd_open, process, 0);
    return descriptor < 0 ? -errno : (int)descriptor;
}

void claimpack_kill_group(int process) {
    if (process > 1) kill(-process, SIGKILL);
}

int claimpack_wait(int process, int *exit_status, int *signal_number) {
    int status;
    pid_t ended;
    do ended = waitpid(process, &status, 0);
    while (ended < 0 && errno == EINTR);
    if (ended < 0) return -errno;
    *exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    *signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : -1;
    return 0;
}

int claimpack_has_ended(int process) {
    siginfo_t ended = {0};
    if (waitid(P_PID, (id_t)process, &ended, WEXITED | WNOHANG | WNOWAIT) != 0) return 1;
    return ended.si_pid != 0;
}

int64_t claimpack_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

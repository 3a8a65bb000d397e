#include "CPlatform.h"
#include <signal.h>
#include <stdatomic.h>

/* A lock-free atomic is what a signal handler may write and any thread may read. */
static atomic_int noticed;

static void notice(int number) { atomic_store(&noticed, number); }

void claimpack_notice_interrupts(void) {
    static const int numbers[] = {SIGINT, SIGTERM};
    sigset_t noted;
    sigemptyset(&noted);
    for (unsigned index = 0; index < sizeof numbers / sizeof *numbers; index++) {
        /* Without SA_RESTART, so that a wait ends; with SA_RESETHAND, so that a second signal kills. */
        struct sigaction action = {.sa_handler = notice, .sa_flags = SA_RESETHAND}, before;
        sigemptyset(&action.sa_mask);
        /* Whoever started this in the background, or under nohup, wants it left alone. */
        if (sigaction(numbers[index], NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue;
        sigaction(numbers[index], &action, NULL);
        sigaddset(&noted, numbers[index]);
    }
    /* A program started from a thread that blocks signals, as pools of threads do, inherits that. */
    pthread_sigmask(SIG_UNBLOCK, &noted, NULL);
    /* A file over the limit of the shell is an error of the write, not the end of the process. */
    signal(SIGXFSZ, SIG_IGN);
}

int claimpack_noticed_interrupt(void) { return atomic_load(&noticed); }

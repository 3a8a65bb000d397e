#define _GNU_SOURCE
#include "CPlatform.h"
#include <sched.h>

int claimpack_processor_count(void) {
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
    return CPU_COUNT(&allowed);
}

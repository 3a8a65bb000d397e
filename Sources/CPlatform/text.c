#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <iconv.h>
#include <locale.h>
#include <stdlib.h>

struct claimpack_converter {
    iconv_t handle;
};

claimpack_converter *claimpack_converter_to_utf8(const char *charset) {
    iconv_t handle = iconv_open("UTF-8", charset);
    if (handle == (iconv_t)-1) return NULL;
    claimpack_converter *converter = malloc(sizeof *converter);
    if (!converter) {
        iconv_close(handle);
        return NULL;
    }
    converter->handle = handle;
    return converter;
}

int claimpack_convert(claimpack_converter *converter, const uint8_t *input, size_t input_size,
                      size_t *input_position, uint8_t *output, size_t output_size,
                      size_t *output_position) {
    char *from = (char *)input + *input_position; /* iconv does not write there */
    size_t from_left = input_size - *input_position;
    char *to = (char *)output + *output_position;
    size_t to_left = output_size - *output_position;
    size_t status = iconv(converter->handle, &from, &from_left, &to, &to_left);
    int error = errno;
    *input_position = input_size - from_left;
    *output_position = output_size - to_left;
    if (status != (size_t)-1) return 0;
    return error == E2BIG ? 1 : 2;
}

void claimpack_converter_close(claimpack_converter *converter) {
    iconv_close(converter->handle);
    free(converter);
}

int claimpack_use_utf8_characters(void) {
    return setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}

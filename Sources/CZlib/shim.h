#pragma once
#include <zlib.h>

/* inflateInit2 is a macro. Minus 15: deflate without header, the widest window (zlib.h). */
static inline int claimpack_inflate_begin(z_stream *stream) { return inflateInit2(stream, -15); }

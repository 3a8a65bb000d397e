#pragma once
/* Debian's libxml2 pulls in ICU's headers, whose types clash with Foundation's copy of ICU: a clean
   build then fails while the next one passes. The encoding handlers that need ICU are not used. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/HTMLparser.h>

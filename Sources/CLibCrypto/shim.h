#pragma once
#include <openssl/evp.h>
#include <openssl/cms.h>
#include <openssl/x509.h>

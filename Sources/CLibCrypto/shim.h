#pragma once
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

/* The functions on STACK_OF(X509) are macros, which Swift does not import. Only the given signer is
   used (CMS_NOINTERN): the certificate whose bytes were checked is the one whose key verifies. */
static inline int claimpack_cms_verify(CMS_ContentInfo *cms, X509 *signer, X509_STORE *store,
                                       BIO *content, unsigned int flags) {
    STACK_OF(X509) *certificates = sk_X509_new_null();
    if (certificates == NULL) return 0;
    if (sk_X509_push(certificates, signer) == 0) {
        sk_X509_free(certificates);
        return 0;
    }
    int answer = CMS_verify(cms, certificates, store, content, NULL, flags | CMS_NOINTERN);
    sk_X509_free(certificates);
    return answer;
}

/* BIO_get_mem_data is a macro over BIO_ctrl with a pointer to pointer. */
static inline long claimpack_bio_bytes(BIO *bio, const unsigned char **bytes) {
    return BIO_get_mem_data(bio, (char **)bytes);
}

/* Swift would need a mutable global for the default method table of an in-memory BIO. */
static inline BIO *claimpack_bio_for_writing(void) { return BIO_new(BIO_s_mem()); }

/* A list of certificates that owns what is put into it; the functions on STACK_OF(X509) are macros. */
static inline STACK_OF(X509) *claimpack_certificates_new(void) { return sk_X509_new_null(); }

static inline void claimpack_certificates_free(STACK_OF(X509) *list) {
    sk_X509_pop_free(list, X509_free);
}

static inline int claimpack_certificates_add(STACK_OF(X509) *list, const unsigned char *der,
                                             long length) {
    X509 *certificate = d2i_X509(NULL, &der, length);
    if (certificate == NULL) return 0;
    if (sk_X509_push(list, certificate) == 0) {
        X509_free(certificate);
        return 0;
    }
    return 1;
}

static inline int claimpack_certificates_count(const STACK_OF(X509) *list) {
    return sk_X509_num(list);
}

static inline X509 *claimpack_certificates_at(const STACK_OF(X509) *list, int index) {
    return sk_X509_value(list, index);
}

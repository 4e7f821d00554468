// SPDX-License-Identifier: GPL-3.0-or-later
// A vendor's bad PKCS#11 module: the functions of $HUFU_TEST_MODULE (SoftHSM2), until the file $HUFU_TEST_FAULT asks for a fault. It holds a word
// and a function, such as "hang C_Sign"; the words: hang, crash, exit, noise (prints where a careless module would), unplug (CKR_TOKEN_NOT_PRESENT),
// lie (a wrong signature), fail (CKR_DEVICE_ERROR), full (CKR_DEVICE_MEMORY). Each C_Login adds a line to the file $HUFU_TEST_LOGINS.
#include <p11-kit/pkcs11.h>

#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

namespace {

CK_FUNCTION_LIST_PTR real = nullptr;
CK_FUNCTION_LIST ours;

/// The fault that this function is to have now; empty for none.
std::string faultOf(const char *function)
{
    const char *path = std::getenv("HUFU_TEST_FAULT");
    std::ifstream file(path ? path : "");
    std::string word, name;
    file >> word >> name;
    return name == function ? word : std::string();
}

/// CKR_OK to go on as usual.
CK_RV stumble(const char *function)
{
    const std::string fault = faultOf(function);
    if (fault == "hang") {
        for (;;)
            ::sleep(1000);
    }
    if (fault == "crash")
        std::abort();
    if (fault == "exit")
        std::_Exit(0);
    if (fault == "noise") {
        std::fputs("vendor library 1.0: hello\n", stdout);
        std::fflush(stdout);
    }
    return fault == "unplug" ? CKR_TOKEN_NOT_PRESENT : fault == "fail" ? CKR_DEVICE_ERROR : fault == "full" ? CKR_DEVICE_MEMORY : CKR_OK;
}

CK_RV initialize(void *arguments)
{
    const CK_RV value = stumble("C_Initialize");
    return value == CKR_OK ? real->C_Initialize(arguments) : value;
}

CK_RV logIn(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char *pin, CK_ULONG size)
{
    if (const char *path = std::getenv("HUFU_TEST_LOGINS"))
        std::ofstream(path, std::ios::app) << "C_Login\n";
    const CK_RV value = stumble("C_Login");
    return value == CKR_OK ? real->C_Login(session, user, pin, size) : value;
}

CK_RV generate(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *publicHalf, CK_ULONG publicCount, CK_ATTRIBUTE *privateHalf,
               CK_ULONG privateCount, CK_OBJECT_HANDLE *publicKey, CK_OBJECT_HANDLE *privateKey)
{
    if (faultOf("C_GenerateKeyPair") == "slow")
        ::sleep(3);
    else if (faultOf("C_GenerateKeyPair") == "slower") // than one call waits
        ::sleep(6);
    const CK_RV value = stumble("C_GenerateKeyPair");
    return value == CKR_OK
        ? real->C_GenerateKeyPair(session, mechanism, publicHalf, publicCount, privateHalf, privateCount, publicKey, privateKey)
        : value;
}

CK_RV createObject(CK_SESSION_HANDLE session, CK_ATTRIBUTE *attributes, CK_ULONG count, CK_OBJECT_HANDLE *object)
{
    const CK_RV value = stumble("C_CreateObject");
    return value == CKR_OK ? real->C_CreateObject(session, attributes, count, object) : value;
}

CK_RV sign(CK_SESSION_HANDLE session, unsigned char *data, CK_ULONG size, unsigned char *signature, CK_ULONG *signatureSize)
{
    CK_RV value = stumble("C_Sign");
    if (value != CKR_OK)
        return value;
    value = real->C_Sign(session, data, size, signature, signatureSize);
    if (value == CKR_OK && faultOf("C_Sign") == "lie")
        signature[*signatureSize / 2] ^= 1;
    return value;
}

} // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list)
{
    const char *path = std::getenv("HUFU_TEST_MODULE");
    void *library = path ? ::dlopen(path, RTLD_NOW | RTLD_LOCAL) : nullptr;
    const auto get = library ? reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList")) : nullptr;
    if (!get || get(&real) != CKR_OK)
        return CKR_GENERAL_ERROR;
    if (const CK_RV value = stumble("C_GetFunctionList"); value != CKR_OK)
        return value;
    ours = *real;
    ours.C_Initialize = initialize;
    ours.C_Login = logIn;
    ours.C_GenerateKeyPair = generate;
    ours.C_CreateObject = createObject;
    ours.C_Sign = sign;
    *list = &ours;
    return CKR_OK;
}

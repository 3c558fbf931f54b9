/* A PKCS#11 module over another one ($PROBED) that signs, but cannot tell how long a signature will be:
   asked for the length it fails ($PROBE is refuse) or names one that no memory holds (absurd). */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long rv;
typedef rv (*sign_function)(unsigned long, unsigned char *, unsigned long, unsigned char *, unsigned long *);
struct list { unsigned char version[2]; void *functions[68]; };

static struct list ours;
static sign_function theirs;

static rv sign(unsigned long session, unsigned char *data, unsigned long size, unsigned char *out,
               unsigned long *length) {
    if (out != NULL)
        return theirs(session, data, size, out, length);
    if (strcmp(getenv("PROBE"), "refuse") == 0)
        return 7; /* CKR_ARGUMENTS_BAD, and the operation stays open */
    *length = ~0UL >> 2;
    return 0;
}

rv C_GetFunctionList(struct list **out) {
    struct list *found;
    void *module = dlopen(getenv("PROBED"), RTLD_NOW | RTLD_LOCAL);
    if (module == NULL)
        return 5;
    rv (*get)(struct list **) = (rv(*)(struct list **))dlsym(module, "C_GetFunctionList");
    rv code = get(&found);
    if (code != 0)
        return code;
    ours = *found;
    theirs = (sign_function)found->functions[43];
    ours.functions[43] = (void *)sign;
    ours.functions[3] = (void *)C_GetFunctionList;
    *out = &ours;
    return 0;
}

/* What every compiler or system has a name of its own for: how threads see what another of them learns, a few instructions,
   and large pages. */

#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

#if defined(__GNUC__)
#define PUBLISH(place, value) __atomic_store_n(&(place), (value), __ATOMIC_RELEASE)
#define OBSERVE(place) __atomic_load_n(&(place), __ATOMIC_ACQUIRE)
#define TRY_LOCK(flag) (!__atomic_exchange_n(&(flag), 1, __ATOMIC_ACQUIRE))
#define PREFETCH(place) __builtin_prefetch(place)
#else                      /* MSVC; of aligned words, x86 keeps the order of stores and of loads by itself */
#include <intrin.h>
#define PUBLISH(place, value) (_ReadWriteBarrier(), (void)((place) = (value)))
#define OBSERVE(place) (place)
#define TRY_LOCK(flag) (!_InterlockedExchange((volatile long *)&(flag), 1))
#define PREFETCH(place) ((void)(place))
#endif

static inline uint32_t lowest_bit(uint64_t bits)
{
#if defined(__GNUC__)
    return (uint32_t)__builtin_ctzll(bits);
#else
    uint32_t at = 0;
    for (; !(bits & 1); bits >>= 1) at++;
    return at;
#endif
}

/* Ask for large pages where much is going to be written: with small ones the system takes longer to give them, one after
   another, than a conversion does to fill them. From the beginning of a page to the end of one, so that what the system holds as
   one piece stays one, and can grow. */
#define MUCH ((size_t)4 << 20)     /* bytes: two large pages, one of which is whole wherever they begin */
static inline void expect_much(void *data, size_t size)
{
#if defined(MADV_HUGEPAGE)
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), start = (uintptr_t)data / page * page;
    if (size >= MUCH) (void)madvise((void *)start, ((uintptr_t)data + size - start + page - 1) / page * page, MADV_HUGEPAGE);
#else
    (void)data; (void)size;
#endif
}

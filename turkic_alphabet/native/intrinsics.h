/* What every compiler has a name of its own for: how threads see what another of them learns, and a few instructions. */

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

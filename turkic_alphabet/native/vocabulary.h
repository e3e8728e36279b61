/* The tokens that a kernel has converted. A token, what stands between blanks, becomes the same wherever it stands, as nothing
   is seen across these: so one that was met before is looked up whole.

   A token and what it becomes fill a line of a cache. As memory is slow to answer, the tokens of a whole window of the text are
   asked for before the first is wanted. Tokens are only added, and published whole, as what a transducer learns. */

#define LONGEST_TOKEN 15           /* characters, also of what it becomes */
#define SLOTS (1 << 16)            /* a power of two */
#define MOST_TOKENS (SLOTS / 4 * 3)
#define PROBES 32                  /* slots that are looked at: whatever tokens a text is made of, each takes as long */
#define WINDOW 64                  /* characters */
#define WINDOW_AND_TOKEN (WINDOW + LONGEST_TOKEN + 1)     /* so many can be looked at from the beginning of a window */
#define AHEAD 16                   /* tokens of a window, at most */
#define NO_CHARACTER 0xFFFF        /* no token that has it is added: it stands for those that have no room */

/* A key is a token, and behind it, so often as there is room, what is in none: one of three, by what is looked out for. */
typedef struct { uint16_t chars[LONGEST_TOKEN + 1]; } Key;
typedef struct { Key key; uint16_t result[LONGEST_TOKEN], end; } Token;     /* `end`: the length and 1; 0 where no token is */
typedef struct { Token *tokens; void *memory; uint32_t n, lock; } Vocabulary;
typedef struct { Key keys[AHEAD]; Token *slots[AHEAD]; uint8_t lengths[AHEAD]; uint32_t n, at; } Window;

static int new_vocabulary(Vocabulary *v)
{
    if (!(v->memory = PyMem_RawCalloc(SLOTS + 1, sizeof *v->tokens))) return -1;
    v->tokens = (Token *)(((uintptr_t)v->memory + sizeof *v->tokens - 1) & ~(uintptr_t)(sizeof *v->tokens - 1));
    return 0;
}

#define SIXTEEN(c) c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c
static inline void make_key(Key *key, const uint16_t *chars, uint32_t length, int guarded)
{
    static const uint16_t of_token[] = { SIXTEEN(0xFFFF), SIXTEEN(0) };
    static const uint16_t behind[][32] = {
        [NO_GUARDS] = { SIXTEEN(0), SIXTEEN(' ') },
        [ALL_GUARDS] = { SIXTEEN(0), SIXTEEN('\n') },
        [MARKS_ONLY] = { SIXTEEN(0), SIXTEEN(NO_CHARACTER) },
    };
    Key kept, rest;       /* apart from each other, for the sake of vectors */
    memcpy(&kept, of_token + LONGEST_TOKEN + 1 - length, sizeof kept);
    memcpy(&rest, behind[guarded] + LONGEST_TOKEN + 1 - length, sizeof rest);
    memcpy(key, chars, sizeof *key);
    for (int i = 0; i <= LONGEST_TOKEN; i++) key->chars[i] = (uint16_t)((key->chars[i] & kept.chars[i]) | rest.chars[i]);
}

static inline Token *first_slot(const Vocabulary *v, const Key *key)
{
    uint64_t four[4];
    memcpy(four, key, sizeof four);
    uint64_t hash = four[0] * 0x9E3779B97F4A7C15u ^ four[1] * 0xC2B2AE3D27D4EB4Fu
                  ^ four[2] * 0x165667B19E3779F9u ^ four[3] * 0xD6E8FEB86659FD93u;
    return v->tokens + (hash ^ hash >> 29) / 128 % SLOTS;
}

static inline Token *next_slot(const Vocabulary *v, Token *slot) { return ++slot == v->tokens + SLOTS ? v->tokens : slot; }

/* A token that is known, from the first slot for it; else NULL. */
static inline const Token *known_token(const Vocabulary *v, Token *slot, const Key *key)
{
    for (int probes = 0; probes < PROBES && OBSERVE(slot->end); probes++, slot = next_slot(v, slot))
        if (!memcmp(&slot->key, key, sizeof *key)) return slot;
    return NULL;
}

/* A bit for each character of a window, whether it is a blank. */
static inline uint64_t blanks_in(const uint16_t *chars)
{
    uint8_t blank[WINDOW]; uint64_t bits = 0;
    for (int i = 0; i < WINDOW; i++) blank[i] = (chars[i] == ' ') | (chars[i] == '\n');
#if PY_LITTLE_ENDIAN
    for (int i = 0; i < WINDOW; i += 8) {
        uint64_t eight;
        memcpy(&eight, blank + i, sizeof eight);
        bits |= (eight * 0x0102040810204080u >> 56) << i;      /* the lowest bits of eight bytes side by side */
    }
#else
    for (int i = 0; i < WINDOW; i++) bits |= (uint64_t)blank[i] << i;
#endif
    return bits;
}

/* Find the tokens that end within a window, as many as have room, up to one that is too long. */
static inline void look_ahead(Window *window, const Vocabulary *v, const uint16_t *chars, int guarded)
{
    uint32_t start = 0, n = 0;
    for (uint64_t blanks = blanks_in(chars); n < AHEAD && blanks; blanks &= blanks - 1) {
        uint32_t end = lowest_bit(blanks), length = end - start;
        if (length > LONGEST_TOKEN) break;
        make_key(window->keys + n, chars + start, length, guarded);
        window->slots[n] = first_slot(v, window->keys + n);
        PREFETCH(window->slots[n]);
        window->lengths[n++] = (uint8_t)length;
        start = end + 1;
    }
    window->at = 0; window->n = n;
}

/* Add a token, unless it is there, or there is no room, or another thread adds one. */
static void add_to_vocabulary(Vocabulary *v, const Key *key, const uint16_t *result, Py_ssize_t length)
{
    Token *slot = first_slot(v, key); int probes = 0;
    if (v->n == MOST_TOKENS || known_token(v, slot, key) || !TRY_LOCK(v->lock)) return;
    while (slot->end && ++probes < PROBES) slot = next_slot(v, slot);
    if (!slot->end) {
        slot->key = *key;
        memcpy(slot->result, result, (size_t)length * sizeof *result);
        PUBLISH(slot->end, (uint16_t)(length + 1));
        v->n++;
    }
    PUBLISH(v->lock, 0);
}

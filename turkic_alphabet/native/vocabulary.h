/* The tokens that a kernel has converted. A token, what stands between blanks, becomes the same wherever it stands, as nothing
   is seen across these: so one that was met before is looked up whole.

   A token and what it becomes fill a line of a cache. As memory is slow to answer, the tokens of a window of the text or two are
   asked for before the first is wanted. Those that are too long for a line are few, and lie apart. Tokens are only added, and
   published whole, as what a transducer learns. */

#define LONGEST_TOKEN 15           /* characters, also of what it becomes */
#define LONGER 62                  /* the same of those that are too long for a line */
#define SLOTS (1 << 16)            /* a power of two */
#define MOST_TOKENS (SLOTS / 4 * 3)
#define LONGER_SLOTS (SLOTS / 16)
#define MOST_LONGER (LONGER_SLOTS / 4 * 3)
#define PROBES 32                  /* slots that are looked at: whatever tokens a text is made of, each takes as long */
#define WINDOW 64                  /* characters */
#define WINDOW_AND_TOKEN (WINDOW + LONGEST_TOKEN + 1)     /* so many can be looked at from the beginning of a window */
#define AHEAD 32                   /* tokens that are asked for before the first is wanted, at most; a power of two */
#define FEW 8                      /* of them left, those of one more window are asked for */
#define NO_CHARACTER 0xFFFF        /* no token that has it is added: it stands for those that have no room */

/* A key is a token, and behind it, so often as there is room, what is in none: one of three, by what is looked out for. */
typedef struct { uint16_t chars[LONGEST_TOKEN + 1]; } Key;
typedef struct { Key key; uint16_t result[LONGEST_TOKEN], end; } Token;     /* `end`: the length and 1; 0 where no token is */
typedef struct { uint16_t end, n, guarded, chars[LONGER], result[LONGER + 1]; } LongerToken;
typedef struct { Token *tokens; LongerToken *longer; void *memory; uint32_t n, n_longer, lock; } Vocabulary;

/* Tokens asked for, in a ring: those from `at` to `n` are wanted yet, and end before `end` of the text. `last`: the one behind
   these has no end in a window. */
typedef struct { Key keys[AHEAD]; Token *slots[AHEAD]; uint8_t lengths[AHEAD]; uint32_t n, at; Py_ssize_t end; int last; } Ahead;

static int new_vocabulary(Vocabulary *v)
{
    v->memory = PyMem_RawCalloc(1, (SLOTS + 1) * sizeof *v->tokens + LONGER_SLOTS * sizeof *v->longer);
    if (!v->memory) return -1;
    v->tokens = (Token *)(((uintptr_t)v->memory + sizeof *v->tokens - 1) & ~(uintptr_t)(sizeof *v->tokens - 1));
    v->longer = (LongerToken *)(v->tokens + SLOTS);
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

/* Ask for the tokens that end within a window, as many as have room; those that are longer have no slot. */
static inline void look_ahead(Ahead *ahead, const Vocabulary *v, const uint16_t *chars, int guarded)
{
    uint32_t start = 0, n = ahead->n;
    for (uint64_t blanks = blanks_in(chars); n - ahead->at < AHEAD && blanks; blanks &= blanks - 1, n++) {
        uint32_t end = lowest_bit(blanks), length = end - start, number = n % AHEAD;
        ahead->lengths[number] = (uint8_t)length; ahead->slots[number] = NULL;
        if (length <= LONGEST_TOKEN) {
            make_key(ahead->keys + number, chars + start, length, guarded);
            ahead->slots[number] = first_slot(v, ahead->keys + number);
            PREFETCH(ahead->slots[number]);
        }
        start = end + 1;
    }
    ahead->n = n; ahead->end += start; ahead->last = !start;
}

static uint32_t hash_of_bytes(const void *bytes, size_t n)
{
    uint64_t hash = n, part;
    for (size_t i = 0; i < n; i += sizeof part) {
        part = 0;
        memcpy(&part, (const char *)bytes + i, n - i < sizeof part ? n - i : sizeof part);
        hash = (hash ^ part) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    return (uint32_t)hash;
}

/* Where a longer token is, or could be; NULL where no slot is left. */
static LongerToken *longer_slot(const Vocabulary *v, const uint16_t *chars, uint32_t n, int guarded)
{
    size_t size = n * sizeof *chars; uint32_t at = hash_of_bytes(chars, size) + (uint32_t)guarded;
    for (int probes = 0; probes < PROBES; probes++) {
        LongerToken *slot = v->longer + (at + (uint32_t)probes) % LONGER_SLOTS;
        if (!OBSERVE(slot->end) || (slot->n == n && slot->guarded == guarded && !memcmp(slot->chars, chars, size))) return slot;
    }
    return NULL;
}

static void add_short(Vocabulary *v, const uint16_t *chars, uint32_t n, const uint16_t *result, size_t length, int guarded)
{
    Key key; int probes = 0;
    make_key(&key, chars, n, guarded);
    Token *slot = first_slot(v, &key);
    while (slot->end && memcmp(&slot->key, &key, sizeof key) && ++probes < PROBES) slot = next_slot(v, slot);
    if (slot->end) return;
    slot->key = key;
    memcpy(slot->result, result, length * sizeof *result);
    PUBLISH(slot->end, (uint16_t)(length + 1));
    v->n++;
}

static void add_longer(Vocabulary *v, const uint16_t *chars, uint32_t n, const uint16_t *result, size_t length, int guarded)
{
    LongerToken *slot = longer_slot(v, chars, n, guarded);
    if (!slot || slot->end) return;
    slot->n = (uint16_t)n; slot->guarded = (uint16_t)guarded;
    memcpy(slot->chars, chars, n * sizeof *chars);
    memcpy(slot->result, result, length * sizeof *result);
    PUBLISH(slot->end, (uint16_t)(length + 1));
    v->n_longer++;
}

/* Add a token of up to LONGER characters that becomes up to so many, unless it is there, or there is no room, or another thread
   adds one. */
static void add_to_vocabulary(Vocabulary *v, const uint16_t *chars, Py_ssize_t n, const uint16_t *result, Py_ssize_t length,
                              int guarded)
{
    int longer = n > LONGEST_TOKEN;
    if (longer ? v->n_longer == MOST_LONGER : length > LONGEST_TOKEN || v->n == MOST_TOKENS) return;
    if (!TRY_LOCK(v->lock)) return;
    (longer ? add_longer : add_short)(v, chars, (uint32_t)n, result, (size_t)length, guarded);
    PUBLISH(v->lock, 0);
}

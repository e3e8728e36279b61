/* The loops over a text. Included once for each width of its characters, SRC; those of the result are DST. */

#define BLOCK 8
#define FAST(c) (sizeof(SRC) == 4 && (c) > 0xFFFF ? COMPLEX : fast[c])

/* Characters that nothing around them changes: whole blocks of them as long as there are. */
static inline Py_ssize_t OF_WIDTH(simple)(const Kernel *k, const SRC *s, Py_ssize_t p, Py_ssize_t stop, DST *data)
{
    const uint16_t *fast = k->fast;
    while (p + BLOCK <= stop) {
        int complex_ = 0;
        for (int i = 0; i < BLOCK; i++) {
            uint16_t m = FAST(s[p + i]);
            data[i] = m;
            complex_ |= m == COMPLEX;
        }
        if (complex_) break;
        p += BLOCK; data += BLOCK;
    }
    for (; p < stop; p++) {
        uint16_t m = FAST(s[p]);
        if (m == COMPLEX) break;
        *data++ = m;
    }
    return p;
}

static inline uint32_t OF_WIDTH(place_at)(const uint32_t *places, const SRC *s) { return *s < TABLED ? places[*s] : NO_COLUMN; }

/* What a short transition writes; it may write over what is behind that. */
static inline void OF_WIDTH(write)(const Action *action, SRC itself, DST *to)
{
    uint64_t four = action->four + itself * action->itself;
    if (sizeof(DST) == 2) memcpy(to, &four, sizeof four);
    else {
        uint16_t each[4];
        memcpy(each, &four, sizeof four);
        for (int i = 0; i < 4; i++) to[i] = each[i];
    }
}

/* A transition that needs a closer look: how much it writes, or -1, with the state as it is, where a step is needed. */
static int OF_WIDTH(look_closer)(Context *x, Transducer *t, const SRC *s, Py_ssize_t p, size_t *row, DST *to)
{
    uint32_t state = (uint32_t)(*row >> BAND), entry = sought(x, t, &state, p); int written = LENGTH_OF(entry);
    *row = ROW(state);
    if (entry & LENGTH) OF_WIDTH(write)(t->actions + ACTION(entry), s[p], to);
    else if (ACTION(entry) < FIRST_ACTION) return -1;
    else {
        const LongAction *all = t->long_actions + ACTION(entry);
        for (written = 0; written < all->n; written++) to[written] = written == all->itself_at ? (DST)s[p] : all->chars[written];
    }
    *row = ROW(NEXT_STATE(entry));
    return written;
}

/* The transition at s[p], whose place is `next`, from the state of `row`. Then `next` is the place of `after`. */
#define TRANSITION(s, p, next, after, row, to, stop) {                                                          \
    uint32_t place = next, entry = OBSERVE(entries[BEGIN(place) + row]);                                        \
    next = after;                                                                                               \
    if (!(entry & LENGTH) || CLOSER(place, next)) {                                                             \
        size_t from = row; int length = OF_WIDTH(look_closer)(x, t, s, p, &from, to);                           \
        row = from;                                                                                             \
        if (length < 0) { stop; }                                                                               \
        else to += length;                                                                                      \
    } else {                                                                                                    \
        OF_WIDTH(write)(actions + ACTION(entry), (s)[p], to);                                                   \
        to += LENGTH_OF(entry); row = ROW(NEXT_STATE(entry));                                                   \
    }                                                                                                           \
}
#define PLACE(p) OF_WIDTH(place_at)(places, s + (p))

/* Pass over what the transducer knows, from the state of x, and return where a step is needed. Two parts of a long text go by
   turns, as each waits most of the time for its next state to come out of memory: the second begins after a blank, across which
   nothing is seen. What it writes is put aside, and thrown away if the first comes to a stop; where stops were close together
   of late, it is not begun. */
static Py_ssize_t OF_WIDTH(known)(Context *x, Transducer *t, const SRC *s, Py_ssize_t p, DST *data, Py_ssize_t room,
                                  Py_ssize_t *written)
{
    uint32_t state = state_at(x, t, p);
    if (state == NO_STATE || p == x->n) return p;
    const uint32_t *entries = t->entries, *places = t->place; const Action *actions = t->actions;
    DST *to = data + *written, *full = data + room - WRITTEN, aside[ROOM_OF_PART];
    Py_ssize_t begun = p, last = x->n - 1, alone = x->stops_often ? p + OFTEN_WITHIN : p; size_t row = ROW(state);
    uint32_t next = PLACE(p);
    while (p <= last && to < full) {
        for (; p < alone && p <= last && to < full; p++) TRANSITION(s, p, next, p < last ? PLACE(p + 1) : 0, row, to, goto stopped)
        while (last - p > 2 * LONGEST_PART && full - to > 2 * ROOM_OF_PART) {
            Py_ssize_t end = p + PART, longest = p + LONGEST_PART, q, stopped_at = 0;
            while (end < longest && s[end - 1] != ' ' && s[end - 1] != '\n') end++;
            if (end == longest) break;
            DST *other_to = aside; size_t other_row = ROW(t->after_blank); uint32_t other_next = PLACE(end);
            for (q = end; p < end; p++, q++) {
                TRANSITION(s, p, next, PLACE(p + 1), row, to, goto stopped)
                TRANSITION(s, q, other_next, PLACE(q + 1), other_row, other_to, p++; stopped_at = q; break)
            }
            for (; p < end; p++) TRANSITION(s, p, next, PLACE(p + 1), row, to, goto stopped)
            memcpy(to, aside, (size_t)(other_to - aside) * sizeof(DST));
            to += other_to - aside; row = other_row; next = other_next; p = stopped_at ? stopped_at : q;
            if (stopped_at) goto stopped;
        }
        alone = p + 2 * LONGEST_PART;
    }
stopped:
    x->stops_often = p - begun < OFTEN_WITHIN;
    *written = to - data;
    return leave(x, t, (uint32_t)(row >> BAND), p, written);
}

static int OF_WIDTH(run)(Context *x, Out *out, Py_ssize_t *written)
{
    const Kernel *k = x->k; const SRC *s = x->text; Py_ssize_t p = 0, n = x->n, d = *written;
    DST *data = out->data;
    Result quick = { 0, -1, NULL, NULL, 0, 0, 0 };
    Pace *pace = &out->pace; Transducer *transducer;
    begin_pace(pace, p);
    while (p < n) {
        if (p >= x->careful_end) {
            if (p >= pace->next) set_pace(pace, p);
            if (pace->dense && (transducer = transducer_for(x))) {
                p = OF_WIDTH(known)(x, transducer, s, p, data, out->capacity, &d);
                if (p < x->careful_end) continue;
            } else {
                Py_ssize_t begun = p, room = out->capacity - d;
                p = OF_WIDTH(simple)(k, s, p, n - p <= room ? n : p + room, data + d);
                d += p - begun; pace->stops++;
            }
            if (p == n) break;
            if ((Py_ssize_t)k->longest > out->capacity - d) {      /* before a step changes what stands to the left */
                if (grow(out, d, (Py_ssize_t)k->longest + n - p)) return NO_MEMORY;
                data = out->data;
            }
            uint32_t here = s[p], next = p + 1 < n ? s[p + 1] : ' ';
            if (here < 128 && k->open[here] && (next == ' ' || next == '\n')) { data[d++] = (DST)s[p++]; continue; }
            if (here < TABLED && next < TABLED && k->plain[here] != NOT_PLAIN && k->plain[next] != NOT_PLAIN
                    && !(here < 128 && k->guarded[here])) {
                uint32_t output = by_itself(x, p, k->low_class[here], p + 1 < n ? k->low_class[next] : OTHER);
                if (output != NONE) {
                    const uint32_t *given = k->outputs + 2 * output;
                    for (uint32_t i = 0; i < given[1]; i++) data[d++] = k->pool[given[0] + i];
                    p++;
                    continue;
                }
            }
            if (quick_step(x, p, &quick)) {
                for (uint32_t i = 0; i < quick.n_out; i++) data[d++] = quick.out[i];
                p = quick.end;
                continue;
            }
            uint16_t class_ = class_of(k, s[p]), alone = k->simple[class_];
            /* A guard is simple where no span begins. */
            if (alone != COMPLEX && !is_mark(x, p + 1) && !(x->guarded && guard_at(x, p))) {
                data[d++] = alone ? alone : (DST)s[p]; p++;
                continue;
            }
            if (class_ == MARK && p > x->left_at && k->kind[class_of(k, s[p - 1])] == KIND_LETTER) { p--; d--; }
        }
        Result r = step(x, p);
        if (r.guard) { x->stopped = p; *written = d; end_pace(pace, p); return GUARDED; }
        if (r.roll_back >= 0) { d -= r.roll_back; p = r.end; continue; }
        Py_ssize_t length = r.out ? (Py_ssize_t)r.n_out : r.end - p;
        if (length + (Py_ssize_t)r.n_before > out->capacity - d) {
            if (grow(out, d, length + r.n_before + (n - p))) return NO_MEMORY;
            data = out->data;
        }
        for (uint32_t i = 0; i < r.n_before; i++) data[d++] = r.before[i];
        if (r.out) for (uint32_t i = 0; i < r.n_out; i++) data[d++] = r.out[i];
        else for (Py_ssize_t i = p; i < r.end; i++) data[d++] = (DST)s[i];
        p = r.end;
        /* The rest of a run of foreign letters, of which one was copied. */
        for (; !r.out && is_copied_too(x, p) && d < out->capacity; x->left_at = p) data[d++] = (DST)s[p++];
    }
    *written = d;
    end_pace(pace, p);
    return DONE;
}

/* The next character that may be a guard; eight at a time, as there are few. */
static Py_ssize_t OF_WIDTH(next_guard)(const uint8_t *guarded, const SRC *s, Py_ssize_t p, Py_ssize_t n)
{
    for (; p + 8 <= n; p += 8) {
        uint8_t any = 0;
        for (int i = 0; i < 8; i++) any |= guarded[s[p + i] < 128 ? s[p + i] : 0];
        if (any) break;
    }
    while (p < n && !(s[p] < 128 && guarded[s[p]])) p++;
    return p;
}

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

static int OF_WIDTH(run)(Context *x, Out *out, Py_ssize_t *written)
{
    const Kernel *k = x->k; const SRC *s = x->text; Py_ssize_t p = 0, n = x->n, d = *written;
    DST *data = out->data;
    Result quick = { 0, -1, NULL, NULL, 0, 0, 0 };
    Pace *pace = &out->pace; Transducer *transducer;
    begin_pace(pace, p); x->token = -1;
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

/* Where a protected span may be. */

#define ROMAN "IVXLCDM"
#define LONGEST_ABBREVIATION 5
static int one_of(uint32_t c, const char *set) { return c && c < 128 && strchr(set, (int)c) != NULL; }
static int is_capital(uint32_t c) { return c >= 'A' && c <= 'Z'; }
static int is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static int is_alnum(uint32_t c) { return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z'); }

static int is_word_character(uint32_t c) { return c == '_' || Py_UNICODE_ISALNUM(c); }

/* Whether the capitals that begin at p are all of a word, or all before a number, and may be an abbreviation or a numeral. */
static int stands_alone(const Context *x, Py_ssize_t p)
{
    Py_ssize_t start = p; int roman = 1;
    if (p > 0 && is_word_character(read_at(x, p - 1))) return 0;
    for (; p < x->n && is_capital(read_at(x, p)); p++) roman &= one_of(read_at(x, p), ROMAN);
    if (p - start > LONGEST_ABBREVIATION && !roman) return 0;
    uint32_t after = p < x->n ? read_at(x, p) : ' ';
    return is_digit(after) || (!is_word_character(after) && !(after >= 0x300 && after < 0x370));
}

static int guard_at(const Context *x, Py_ssize_t p)
{
    uint32_t c = read_at(x, p);
    if (c >= 128) return x->k->stops_at_marks && IS_LOSSLESS_MARK(c);
    if (x->guarded == MARKS_ONLY || !x->k->guarded[c]) return 0;
    uint32_t after = p + 1 < x->n ? read_at(x, p + 1) : 0, before = p > 0 ? read_at(x, p - 1) : 0;
    switch (c) {
    case ':': return after == '/';
    case '.':
        if (before == 'w' || before == 'W') return p + 1 < x->n && after != ' ' && after != '\n';
        return after >= 'a' && after <= 'z' && Py_UNICODE_ISALNUM(before);
    case '@': return is_alnum(after) || one_of(after, "_-");
    case '{': return 1;
    case '%': return after && !is_digit(before) && (is_alnum(after) || one_of(after, "(-+#.@"));
    case '<': return is_alnum(after) || one_of(after, "/!?");
    case '&': return is_alnum(after) || after == '#';
    default: return x->k->roman && is_capital(c) && (is_capital(after) || is_digit(after)) && stands_alone(x, p);
    }
}

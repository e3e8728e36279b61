/* Blanks and what stands between them. Included once for each width of the characters, SRC. */

#define IS_BLANK(c) ((c) == ' ' || (c) == '\n')
#define STRIDE 32

/* Blocks of a fixed length, which compilers make vectors of: how far two texts are the same and without a mark, which could be
   taken for ours; and where in a text so many blanks are passed. */
static Py_ssize_t OF_WIDTH(same)(const SRC *a, const SRC *b, Py_ssize_t n)
{
    Py_ssize_t p = 0;
    for (; p + STRIDE <= n; p += STRIDE) {
        SRC other = 0;
        for (int i = 0; i < STRIDE; i++) other |= (SRC)((a[p + i] ^ b[p + i]) | (SRC)IS_LOSSLESS_MARK(a[p + i]));
        if (other) break;
    }
    while (p < n && a[p] == b[p] && !IS_LOSSLESS_MARK(a[p])) p++;
    return p;
}

static Py_ssize_t OF_WIDTH(blanks)(const SRC *s, Py_ssize_t n)
{
    Py_ssize_t blanks = 0, p = 0;
    for (; p + STRIDE <= n; p += STRIDE) {
        SRC some = 0;
        for (int i = 0; i < STRIDE; i++) some += (SRC)IS_BLANK(s[p + i]);
        blanks += some;
    }
    for (; p < n; p++) blanks += IS_BLANK(s[p]);
    return blanks;
}

static Py_ssize_t OF_WIDTH(after)(const SRC *s, Py_ssize_t n, Py_ssize_t blanks)
{
    Py_ssize_t p = 0;
    for (Py_ssize_t some; p + STRIDE <= n && (some = OF_WIDTH(blanks)(s + p, STRIDE)) < blanks; p += STRIDE) blanks -= some;
    for (; p < n && blanks; p++) blanks -= IS_BLANK(s[p]);
    return blanks ? -1 : p;
}

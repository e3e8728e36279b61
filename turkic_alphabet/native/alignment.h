/* Which characters became which. */

/* The edges of units so far: where each ends in the text and in the result. */
typedef struct { uint32_t *ends; Py_ssize_t n, capacity; } Units;

static int add_unit(Units *units, Py_ssize_t source_end, Py_ssize_t target_end)
{
    if (units->n == units->capacity) {
        Py_ssize_t capacity = 2 * units->capacity + 64;
        uint32_t *ends = PyMem_Realloc(units->ends, (size_t)capacity * 2 * sizeof *ends);
        if (!ends) return -1;
        units->ends = ends; units->capacity = capacity;
    }
    units->ends[2 * units->n] = (uint32_t)source_end;
    units->ends[2 * units->n++ + 1] = (uint32_t)target_end;
    return 0;
}

static inline void put(Out *out, Py_ssize_t at, uint32_t c)
{
    if (out->width == 2) ((Py_UCS2 *)out->data)[at] = (Py_UCS2)c; else ((Py_UCS4 *)out->data)[at] = c;
}

/* As run_*(), unit by unit. */
static int run_aligned(Context *x, Out *out, Units *units, Py_ssize_t *written)
{
    const Kernel *k = x->k; Py_ssize_t p = 0, d = 0;
    while (p < x->n) {
        uint32_t c = read_at(x, p); uint16_t simple = k->simple[class_of(k, c)];
        Result r = { p + 1, -1, NULL, NULL, 0, 0, 0 };
        if (simple == COMPLEX || p < x->careful_end || is_mark(x, p + 1)) r = step(x, p);
        else if (simple) { r.out = &simple; r.n_out = 1; }
        if (r.roll_back >= 0) {
            d -= r.roll_back; p = r.end;
            while (units->n && units->ends[2 * units->n - 2] > (uint32_t)p) units->n--;
            continue;
        }
        Py_ssize_t length = (Py_ssize_t)r.n_before + (r.out ? (Py_ssize_t)r.n_out : r.end - p);
        if (length > out->capacity - d && grow(out, d, length + (x->n - p))) return NO_MEMORY;
        for (uint32_t i = 0; i < r.n_before; i++) put(out, d++, r.before[i]);
        if (r.out) for (uint32_t i = 0; i < r.n_out; i++) put(out, d++, r.out[i]);
        else for (Py_ssize_t i = p; i < r.end; i++) put(out, d++, read_at(x, i));
        p = r.end;
        if (add_unit(units, p, d)) return NO_MEMORY;
    }
    *written = d;
    return DONE;
}

/* align(text, before, written): the converted text, and bytes of pairs of 32 bits: where every unit ends in the text and in the
   result, after so many characters before both. */
static PyObject *kernel_align(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    const Kernel *k = (Kernel *)self; Py_ssize_t before = 0, before_written = 0; PyObject *text = args[0];
    if (n_args == 3) { before = PyLong_AsSsize_t(args[1]); before_written = PyLong_AsSsize_t(args[2]); }
    else if (n_args != 1) { PyErr_SetString(PyExc_TypeError, "align(text, before, written)"); return NULL; }
    if (PyErr_Occurred()) return NULL;
    if (!PyUnicode_Check(text)) return refused(text);
    Py_ssize_t n = PyUnicode_GET_LENGTH(text), written = 0;
    int far = before < 0 || before > UINT32_MAX / 4 || before_written < 0 || before_written > UINT32_MAX / 4;
    if (far || n > UINT32_MAX / 16) { PyErr_SetString(PyExc_OverflowError, "too long a text to align: align its parts"); return NULL; }
    Context x;
    begin(&x, k, text);
    Units units = { NULL, 0, 0 };
    Out out = { NULL, NULL, 0, x.width == 4 ? 4 : 2, NULL, 0, { 0 } };
    PyObject *result = NULL, *str = NULL, *ends = NULL;
    int status = run_aligned(&x, &out, &units, &written);
    for (Py_ssize_t i = 0; i < 2 * units.n; i++) units.ends[i] += (uint32_t)(i & 1 ? before_written : before);
    if (status == DONE && (str = PyUnicode_FromKindAndData(out.width, out.data, written))
            && (ends = PyBytes_FromStringAndSize((const char *)units.ends, units.n * 2 * (Py_ssize_t)sizeof(uint32_t))))
        result = PyTuple_Pack(2, str, ends);
    else if (status != DONE) PyErr_NoMemory();
    Py_XDECREF(str); Py_XDECREF(ends);
    PyMem_Free(units.ends);
    if (out.owned) PyMem_RawFree(out.data);
    return result;
}

/* Where a result goes, and by which way. */

/* Whether to go by the transducer: where many characters need a step. This is looked at anew now and then, the more seldom the
   more often it was so. */
#define PROBE 256
#define OFTEN 12
typedef struct { Py_ssize_t since, next, stops, stretch; int dense; } Pace;

static void begin_pace(Pace *pace, Py_ssize_t p)
{
    pace->since = p; pace->next = p + (pace->dense ? pace->stretch : PROBE);
    pace->stops = 0;
}

static void set_pace(Pace *pace, Py_ssize_t p)
{
    if (pace->dense) pace->dense = 0;                     /* look again */
    else if ((pace->dense = pace->stops * OFTEN > p - pace->since)) pace->stretch *= pace->stretch < 512 * PROBE ? 2 : 1;
    else pace->stretch = PROBE;
    begin_pace(pace, p);
}

/* What a text of n characters showed, for those after it that are too short to be looked at. */
static void remember_pace(const Kernel *k, const Pace *pace, Py_ssize_t n)
{
    uint32_t dense = pace->stretch > PROBE;
    if (n >= 4 * PROBE && dense != OBSERVE(k->dense)) PUBLISH(((Kernel *)k)->dense, dense);
}

/* Where the result goes: a buffer of this call for short texts, a str over-allocated and shrunk at the end for long ones. */
typedef struct {
    PyObject *str; void *data; Py_ssize_t capacity; int width; PyThreadState *released; int owned;
    Pace pace;
} Out;

static int grow(Out *out, Py_ssize_t used, Py_ssize_t need)
{
    Py_ssize_t capacity;
    if (need > PY_SSIZE_T_MAX / 8 - used) return -1;
    capacity = used + need + need / 8 + 4096;
    if (out->str) {
        if (out->released) { PyEval_RestoreThread(out->released); }
        int failed = PyUnicode_Resize(&out->str, capacity);
        if (!failed) out->data = PyUnicode_DATA(out->str); else PyErr_Clear();
        if (out->released) out->released = PyEval_SaveThread();
        if (failed) return -1;
    } else {
        void *data = PyMem_RawMalloc((size_t)capacity * out->width);
        if (!data) return -1;
        if (used) memcpy(data, out->data, (size_t)used * out->width);
        if (out->owned) PyMem_RawFree(out->data);
        out->data = data; out->owned = 1;
    }
    out->capacity = capacity;
    return 0;
}

enum { DONE, GUARDED, NO_MEMORY, RAISED };

#define ON_STACK 1024

static PyObject *finished(Out *out, Py_ssize_t length)
{
    if (!out->str) return PyUnicode_FromKindAndData(out->width, out->data, length);
    Py_UCS4 most = 0;
    if (out->width == 2) {
        const Py_UCS2 *d = out->data;
        for (Py_ssize_t i = 0; i < length && most < 0x100; i++) if (d[i] > most) most = d[i];
    } else {
        const Py_UCS4 *d = out->data;
        for (Py_ssize_t i = 0; i < length && most < 0x10000; i++) if (d[i] > most) most = d[i];
    }
    if (most < (out->width == 2 ? 0x100u : 0x10000u)) {     /* a str has the narrowest width that holds it */
        PyObject *narrow = PyUnicode_FromKindAndData(out->width, out->data, length);
        Py_CLEAR(out->str);
        return narrow;
    }
    if (PyUnicode_Resize(&out->str, length) < 0) return NULL;
    PyObject *str = out->str; out->str = NULL;
    return str;
}

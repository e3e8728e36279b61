/* Where a result goes, and by which way. */

/* Whether to go by the transducer: where many characters need a step. This is looked at anew now and then, the more seldom the
   more often it was so. */
#define PROBE 256
#define OFTEN 16
typedef struct { Py_ssize_t since, next, stops, stretch, looked_at, found; int dense; } Pace;

static void begin_pace(Pace *pace, Py_ssize_t p)
{
    pace->since = p; pace->next = p + (pace->dense ? pace->stretch : PROBE);
    pace->stops = 0;
}

static void end_pace(Pace *pace, Py_ssize_t p)
{
    if (!pace->dense) { pace->looked_at += p - pace->since; pace->found += pace->stops; }
}

static void set_pace(Pace *pace, Py_ssize_t p)
{
    end_pace(pace, p);
    if (pace->dense) pace->dense = 0;                     /* look again */
    else if ((pace->dense = pace->stops * OFTEN > p - pace->since)) pace->stretch *= pace->stretch < 512 * PROBE ? 2 : 1;
    else pace->stretch = PROBE;
    begin_pace(pace, p);
}

/* How a text goes from its beginning is what those before it have shown together: most are too short to be looked at alone. */
#define ENOUGH (8 * PROBE)
#define FOR_GOOD (1024 * PROBE)

static Pace pace_of(const Kernel *k, int learned, Py_ssize_t n)
{
    Pace pace = { 0, 0, 0, PROBE, 0, 0, learned || OBSERVE(k->dense) };
    if (pace.dense) pace.stretch = learned ? n : 64 * PROBE;
    return pace;
}

static void remember_pace(Kernel *k, const Pace *pace, Py_ssize_t n)
{
    uint32_t dense = OBSERVE(k->dense);
    Py_ssize_t passed = OBSERVE(k->passed) + (dense ? n : pace->looked_at), found = OBSERVE(k->found) + pace->found;
    if (passed >= (dense ? FOR_GOOD : ENOUGH)) {
        PUBLISH(k->dense, !dense && found * OFTEN > passed);
        passed = found = 0;
    }
    PUBLISH(k->passed, passed); PUBLISH(k->found, found);
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
        if (!failed) {
            out->data = PyUnicode_DATA(out->str);
            expect_much(out->data, (size_t)capacity * (size_t)out->width);
        } else PyErr_Clear();
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
#define STRETCH 256

static PyObject *finished(Out *out, Py_ssize_t length)
{
    if (!out->str) return PyUnicode_FromKindAndData(out->width, out->data, length);
    Py_UCS4 bits = 0, enough = out->width == 2 ? 0x100 : 0x10000;     /* of which the highest character has at least one */
    for (Py_ssize_t i = 0; i < length && bits < enough; i += STRETCH) {
        int n = length - i < STRETCH ? (int)(length - i) : STRETCH;
        if (out->width == 2) for (int j = 0; j < n; j++) bits |= ((const Py_UCS2 *)out->data)[i + j];
        else for (int j = 0; j < n; j++) bits |= ((const Py_UCS4 *)out->data)[i + j];
    }
    if (bits < enough) {     /* a str has the narrowest width that holds it */
        PyObject *narrow = PyUnicode_FromKindAndData(out->width, out->data, length);
        Py_CLEAR(out->str);
        return narrow;
    }
    if (PyUnicode_Resize(&out->str, length) < 0) return NULL;
    PyObject *str = out->str; out->str = NULL;
    return str;
}

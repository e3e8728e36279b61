/* A kernel from the fields of a Program, with tables that follow from these. */

static const void *array_of(PyObject *fields, const char *name, Py_ssize_t item, Py_ssize_t *count)
{
    PyObject *bytes = PyDict_GetItemString(fields, name); char *data; Py_ssize_t size;
    if (!bytes || PyBytes_AsStringAndSize(bytes, &data, &size) < 0) {
        PyErr_Format(PyExc_ValueError, "program without the array %s", name); return NULL;
    }
    if (count) *count = size / item;
    return data;
}

static long number_of(PyObject *fields, const char *name)
{
    PyObject *value = PyDict_GetItemString(fields, name);
    return value ? PyLong_AsLong(value) : -1;
}

/* Tables that follow from those of the program, and save looking at several of them. */
static int set_up_plain(Kernel *k, Py_ssize_t n_nodes)
{
    Py_ssize_t n_rules = k->node_rules[n_nodes];
    k->plain = PyMem_Malloc(TABLED * sizeof *k->plain); k->low_class = PyMem_Malloc(TABLED * sizeof *k->low_class);
    k->free_rule = PyMem_Calloc((size_t)n_rules + 1, 1); k->never_alone = PyMem_Calloc((1 << 16) / 8, 1);
    k->never_first = PyMem_Calloc(1 << 12, sizeof *k->never_first);
    k->never_next = PyMem_Calloc((size_t)k->n_never + 1, sizeof *k->never_next);
    k->is_vowel_class = PyMem_Calloc(k->n_classes + 1, 1);
    if (!k->is_vowel_class || !k->plain || !k->low_class || !k->free_rule || !k->never_alone
            || !k->never_first || !k->never_next) { PyErr_NoMemory(); return -1; }
    for (uint32_t c = 0; c < TABLED; c++) {
        uint16_t class_ = k->low_class[c] = class_of(k, c), form = k->form[class_];
        int outside = k->kind[class_] == KIND_OTHER && !form;
        k->plain[c] = k->ordinary[class_] && (outside || k->kind[class_] == KIND_LETTER) ? form : NOT_PLAIN;
    }
    for (uint32_t c = 0; c < k->n_classes; c++)
        for (uint32_t t = 0; t < k->n_tags; t++) k->is_vowel_class[c] |= k->is_vowel[k->signature[c] * k->n_tags + t];
    for (Py_ssize_t rule = 0; rule < n_rules; rule++) {
        const uint16_t *r = k->rules + 6 * rule;
        k->free_rule[rule] = k->test_start[rule] == k->test_start[rule + 1] && !r[1] && !r[2];
    }
    for (Py_ssize_t i = 0; i < k->n_never; i++) {
        if (!k->never[i + 1]) set_bit(k->never_alone, k->never[i]);
        else {
            uint32_t *first = k->never_first + hash_of_two(k->never[i], k->never[i + 1]);
            k->never_next[i] = *first; *first = (uint32_t)i + 1;
        }
        while (k->never[i]) i++;
    }
    return 0;
}

/* What is known of a node from those below it or above it. A node has a greater number than its parent. */
static int set_up_nodes(Kernel *k, Py_ssize_t n_nodes)
{
    struct { uint32_t parent, form, depth; } *nodes = PyMem_Calloc((size_t)n_nodes, sizeof *nodes);
    k->fixed_below = PyMem_Calloc((size_t)n_nodes, 1); k->begins = PyMem_Calloc((1 << 16) / 8, 1);
    if (!nodes || !k->fixed_below || !k->begins) { PyMem_Free(nodes); PyErr_NoMemory(); return -1; }
    for (uint32_t at = 0; at <= k->edge_mask; at++) {
        const uint32_t *edge = k->edges + 3 * at;
        if (edge[2]) { nodes[edge[2]].parent = edge[0]; nodes[edge[2]].form = edge[1]; }
    }
    for (Py_ssize_t node = n_nodes - 1; node > 0; node--)
        if (k->node_fixed[node] != NONE || k->fixed_below[node]) k->fixed_below[nodes[node].parent] = 1;
    for (Py_ssize_t node = 1; node < n_nodes; node++) {
        uint32_t up = nodes[node].parent, up2 = nodes[up].parent, up3 = nodes[up2].parent;
        nodes[node].depth = nodes[up].depth + 1;
        if (nodes[node].depth == 3 && k->node_rules[node] != k->node_rules[node + 1])
            set_bit(k->begins, hash_of_three(nodes[up2].form, nodes[up].form, nodes[node].form));
        if (nodes[node].depth == 4) {
            uint32_t three = hash_of_three(nodes[up3].form, nodes[up2].form, nodes[up].form);
            set_bit(k->begins, hash_of_four(three, nodes[node].form));
        }
    }
    PyMem_Free(nodes);
    return 0;
}

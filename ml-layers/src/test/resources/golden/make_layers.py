"""Writes layers.json, losses.json and seeds.json beside itself: what PyTorch gives for layers, losses and seeds.

Run with torch 1.13: python3 make_layers.py. The cases have the form of modules.json and ops_*.json.
"""

import itertools
import json
import os

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

TOLERANCE = {"float32": {"rtol": 2e-5, "atol": 1e-6}, "float64": {"rtol": 1e-9, "atol": 1e-10}}
DTYPES = [("float64", torch.float64), ("float32", torch.float32)]
numbers = np.random.RandomState(7)


def randn(*shape):
    return np.round(numbers.randn(*shape) * 1.5, 3)


def probabilities(*shape):
    return np.round(numbers.rand(*shape) * 0.96 + 0.02, 3)


def flat(t):
    name = str(t.dtype).replace("torch.", "")
    digits = 9 if name == "float32" else 15
    values = t.detach().reshape(-1).tolist()
    if name.startswith("float"):
        values = [float("%.*g" % (digits, v)) for v in values]
        values = [v if np.isfinite(v) else str(v).replace("inf", "Infinity").replace("nan", "NaN") for v in values]
    return {"shape": list(t.shape), "dtype": name, "data": values}


def given(a):
    a = np.asarray(a)
    if a.dtype.kind == "i":
        return {"shape": list(a.shape), "dtype": "int64", "data": a.ravel().tolist()}
    values = [v if np.isfinite(v) else str(v).replace("inf", "Infinity").replace("nan", "NaN") for v in a.ravel().tolist()]
    return {"shape": list(a.shape), "dtype": "case", "data": values}


def cast(a, dtype):
    t = torch.tensor(np.asarray(a))
    return t.to(dtype) if t.is_floating_point() else t


def with_gradients(case, leaves, y, weights, dtype_name):
    total = (y * weights.to(y.dtype)).sum()
    named = list(leaves.items())
    grads = torch.autograd.grad(total, [t for _, t in named], allow_unused=True)
    case["results"][dtype_name] = {
        "outputs": [flat(y)],
        "grads": {n: None if g is None else flat(g) for (n, _), g in zip(named, grads)},
    }


def module_case(name, ctor, x, mode="eval"):
    case = {"id": name, "ctor": ctor, "forward": "m(x)", "mode": mode, "state_dict": {}, "inputs": {"x": given(x)},
            "grad_out": None, "results": {}, "tol": TOLERANCE}
    start = {k: randn(*v.shape) * 0.3 for k, v in eval(ctor).state_dict().items()}
    case["state_dict"] = {k: given(v) for k, v in start.items()}
    weights = None
    for dtype_name, dtype in DTYPES:
        m = eval(ctor).to(dtype)
        m.load_state_dict({k: cast(v, dtype) for k, v in start.items()})
        m.train(mode == "train")
        leaf = cast(x, dtype).requires_grad_(True)
        y = m(leaf)
        if weights is None:
            weights = torch.tensor(np.round(numbers.uniform(-1, 1, tuple(y.shape)), 2))
            case["grad_out"] = [flat(weights)]
        leaves = {"x": leaf}
        leaves.update({"param:" + k: p for k, p in m.named_parameters()})
        with_gradients(case, leaves, y, weights, dtype_name)
    return case


def call_case(name, call, differentiated, **inputs):
    case = {"id": name, "call": call, "inputs": {k: given(v) for k, v in inputs.items()}, "grad_out": None,
            "results": {}, "tol": TOLERANCE}
    weights = None
    for dtype_name, dtype in DTYPES:
        tensors = {k: cast(v, dtype) for k, v in inputs.items()}
        for k in differentiated:
            tensors[k].requires_grad_(True)
        y = eval(call, {"F": F, "torch": torch}, tensors)
        if weights is None:
            weights = torch.tensor(np.round(numbers.uniform(-1, 1, tuple(y.shape)), 2))
            case["grad_out"] = [flat(weights)]
        with_gradients(case, {k: tensors[k] for k in differentiated}, y, weights, dtype_name)
    return case


def layers():
    special = np.array([[0.0, -0.0, 1e-30, -1e-30], [88.0, -88.0, 1000.0, -1000.0], [0.5, -0.5, 3.0, -3.0]])
    cases = [
        module_case("linear", "nn.Linear(4, 3)", randn(5, 4)),
        module_case("linear_1d", "nn.Linear(4, 3)", randn(4)),
        module_case("linear_4d", "nn.Linear(3, 2)", randn(2, 3, 2, 3)),
        module_case("linear_no_bias", "nn.Linear(4, 3, bias=False)", randn(5, 4)),
        module_case("linear_empty", "nn.Linear(4, 3)", randn(0, 4)),
        module_case("flatten", "nn.Flatten()", randn(2, 3, 2)),
        module_case("flatten_middle", "nn.Flatten(1, 2)", randn(2, 3, 2, 2)),
        module_case("flatten_all", "nn.Flatten(start_dim=0)", randn(2, 3)),
        module_case("dropout_eval", "nn.Dropout(0.3)", randn(2, 3)),
        module_case("mlp", "nn.Sequential(nn.Flatten(), nn.Linear(6, 5), nn.Tanh(), nn.Dropout(p=0.5), "
                    "nn.Linear(5, 4, bias=False), nn.LeakyReLU(0.2), nn.Sequential(nn.Linear(4, 3), nn.Identity()), "
                    "nn.LogSoftmax(dim=1))", randn(3, 2, 3)),
        module_case("gelu_net", "nn.Sequential(nn.Linear(4, 6), nn.GELU(approximate='tanh'), nn.Linear(6, 2), "
                    "nn.Sigmoid())", randn(3, 4)),
    ]
    for i, ctor in enumerate(["nn.ReLU()", "nn.LeakyReLU()", "nn.LeakyReLU(negative_slope=0.3)", "nn.Tanh()",
                              "nn.Sigmoid()", "nn.GELU()", "nn.GELU('tanh')", "nn.Identity()", "nn.Softmax(0)",
                              "nn.Softmax(dim=-1)", "nn.LogSoftmax(0)", "nn.LogSoftmax(dim=-1)"]):
        cases.append(module_case("elementwise_%d" % i, ctor, randn(3, 4)))
        cases.append(module_case("extreme_%d" % i, ctor, special))
    for i, ctor in enumerate(["nn.Softmax(1)", "nn.LogSoftmax(2)"]):
        cases.append(module_case("axis_%d" % i, ctor, randn(2, 3, 4)))
    return cases


def losses():
    cases = []
    for reduction in ["mean", "sum", "none"]:
        r = "reduction='%s'" % reduction
        w, labels = np.abs(randn(4)) + 0.1, np.array([2, 0, 3, 3, 1])
        x, soft = randn(5, 4), probabilities(5, 4)
        soft = soft / soft.sum(1, keepdims=True)
        cases += [
            call_case("mse_" + reduction, "F.mse_loss(x, y, %s)" % r, ["x", "y"], x=randn(2, 3), y=randn(2, 3)),
            call_case("bce_weight_" + reduction, "F.binary_cross_entropy(x, y, weight=w, %s)" % r, ["x"],
                      x=probabilities(3, 4), y=probabilities(3, 4), w=w),
            call_case("bcel_weights_" + reduction,
                      "F.binary_cross_entropy_with_logits(x, y, weight=w, pos_weight=p, %s)" % r, ["x"],
                      x=randn(3, 4) * 4, y=probabilities(3, 4), w=w, p=np.abs(randn(4)) + 0.1),
            call_case("nll_weight_ignore_" + reduction, "F.nll_loss(x, y, weight=w, ignore_index=3, %s)" % r, ["x"],
                      x=x, y=labels, w=w),
            call_case("nll_one_" + reduction, "F.nll_loss(x, y, %s)" % r, ["x"], x=randn(4), y=np.array(2)),
            call_case("ce_soft_" + reduction, "F.cross_entropy(x, y, %s)" % r, ["x", "y"], x=x, y=soft),
            call_case("ce_soft_weight_smooth_" + reduction,
                      "F.cross_entropy(x, y, weight=w, label_smoothing=0.15, %s)" % r, ["x"], x=x, y=soft, w=w),
            call_case("ce_soft_3d_weight_" + reduction, "F.cross_entropy(x, y, weight=w, %s)" % r, ["x"],
                      x=randn(2, 4, 3), y=probabilities(2, 4, 3), w=w),
            call_case("ce_one_" + reduction, "F.cross_entropy(x, y, label_smoothing=0.1, %s)" % r, ["x"],
                      x=randn(4), y=np.array(1)),
        ]
        for weight, ignore, smoothing in itertools.product([False, True], [-100, 3], [0.0, 0.25]):
            options = ["ignore_index=%d" % ignore, "label_smoothing=%s" % smoothing, r]
            options += ["weight=w"] if weight else []
            inputs = {"x": randn(2, 4, 3), "y": np.array([[0, 3, 1], [3, 2, 2]])}
            inputs.update({"w": w} if weight else {})
            cases.append(call_case("ce_3d_%s_%s_%s_%s" % (weight, ignore, smoothing, reduction),
                                   "F.cross_entropy(x, y, %s)" % ", ".join(options), ["x"], **inputs))
    cases.append(call_case("ce_masked_logit", "F.cross_entropy(x, y)", ["x"],
                           x=np.array([[1.0, -np.inf, 2.0], [-np.inf, 0.0, 0.5]]), y=np.array([2, 1])))
    cases.append(call_case("bcel_huge", "F.binary_cross_entropy_with_logits(x, y, reduction='none')", ["x"],
                           x=np.array([1e4, -1e4, 100.0, -100.0, 0.0, 1e-8]), y=np.array([0.0, 1.0, 1.0, 0.0, 0.5, 1.0])))
    return cases


def bits(t):
    kind = np.uint32 if t.dtype == torch.float32 else np.uint64
    width = "%08x" if t.dtype == torch.float32 else "%016x"
    return " ".join(width % v for v in t.detach().numpy().ravel().view(kind))


def seeds():
    cases = []
    for seed, sizes, bias, dtype in [(0, (2, 8), True, "float32"), (42, (4, 3), True, "float32"),
                                     (7, (3, 5), False, "float32"), (123, (5, 2), True, "float64"),
                                     (2, (17, 33), True, "float32")]:
        torch.manual_seed(seed)
        m = nn.Linear(*sizes, bias=bias, dtype=getattr(torch, dtype))
        cases.append({"id": "linear_%d" % seed, "seed": seed,
                      "ctor": "nn.Linear(%d, %d, bias=%s)" % (*sizes, bias), "dtype": dtype,
                      "bits": {k: bits(v) for k, v in m.state_dict().items()}})
    torch.manual_seed(9)
    ctor = "nn.Sequential(nn.Linear(2, 3), nn.Dropout(0.5), nn.ReLU(), nn.Linear(3, 1))"
    cases.append({"id": "sequential_9", "seed": 9, "ctor": ctor, "dtype": "float32",
                  "bits": {k: bits(v) for k, v in eval(ctor).state_dict().items()}})
    calls = ["uniform_(w, -0.3, 0.8)", "xavier_uniform_(w)", "xavier_uniform_(w, gain=2.0)", "kaiming_uniform_(w)",
             "kaiming_uniform_(w, a=0.2, mode='fan_out', nonlinearity='leaky_relu')",
             "kaiming_uniform_(w, mode='fan_in', nonlinearity='tanh')", "normal_(w, 0.5, 0.02)",
             "xavier_normal_(w, gain=1.5)", "kaiming_normal_(w)",
             "kaiming_normal_(w, mode='fan_out', nonlinearity='relu')",
             "constant_(w, 0.3)", "zeros_(w)", "ones_(w)", "eye_(w)"]
    for i, (call, dtype, shape) in enumerate(itertools.product(calls, ["float32", "float64"], [(2, 3), (5, 7)])):
        w = torch.empty(shape, dtype=getattr(torch, dtype))
        torch.manual_seed(100 + i)
        eval("nn.init." + call)
        cases.append({"id": "%s_%s_%d" % (call, dtype, w.numel()), "seed": 100 + i, "call": call, "shape": list(shape),
                      "dtype": dtype, "bits": {"w": bits(w)}})
    return cases


def write(group, notes, cases):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), group + ".json")
    with open(path, "w") as out:
        out.write('{"group": "%s", "reference": "torch 1.13", "notes": "%s", "cases": [\n' % (group, notes))
        out.write(",\n".join(json.dumps(c, separators=(",", ":")) for c in cases))
        out.write("\n]}\n")


write("layers", "As modules.json; made by make_layers.py.", layers())
write("losses", "As ops_losses.json; made by make_layers.py.", losses())
write("seeds", "Parameters after torch.manual_seed(seed), as the bits of their IEEE 754 numbers; made by make_layers.py.",
      seeds())

"""Writes trainings.json beside itself: the loss of each step of whole trainings, as PyTorch computes them.

Run with torch 1.13: python3 make_trainings.py [NAME...] [--dtype float64]. It reads the data that the examples ship.
With names it prints those trainings and writes nothing; --dtype computes them in another dtype, to see what rounding
does. Each model here is one of Java's in dev.crema.examples.training, with the same layers in the same order, so that
the same seed gives the same first weights.
"""

import argparse
import gzip
import json
import math
import os
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.normpath(os.path.join(HERE, "..", "..", "..", ".."))


def idx(folder, name, header):
    with gzip.open(os.path.join(EXAMPLES, "data", folder, "train-" + name + "-ubyte.gz")) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


class Images:
    """Images from 0 to 1 and their classes, in the order of the files; the last batch of an epoch may be smaller."""

    def __init__(self, folder, batch):
        self.pixels = idx(folder, "images-idx3", 16).reshape(-1, 1, 28, 28)
        self.labels = idx(folder, "labels-idx1", 8).astype(np.int64)
        self.batch = batch
        self.batches = math.ceil(len(self.labels) / batch)

    def at(self, step):
        start = step % self.batches * self.batch
        part = slice(start, start + self.batch)
        x = torch.from_numpy(self.pixels[part].astype(np.float32)) / 255
        return x.to(torch.get_default_dtype()), torch.from_numpy(self.labels[part])


class Training:
    """A model, what moves its parameters, and the loss of each step; gradients longer than max_norm are shortened."""

    def __init__(self, model, optimizer, loss, max_norm=None):
        self.model, self.optimizer, self.loss, self.max_norm = model, optimizer, loss, max_norm

    def step(self, number):
        self.optimizer.zero_grad()
        loss = self.loss(number)
        loss.backward()
        if self.max_norm:
            nn.utils.clip_grad_norm_(self.model.parameters(), self.max_norm)
        self.optimizer.step()
        return loss.item()


def classification(model, optimizer, images, prepare=lambda x: x):
    def loss(step):
        x, labels = images.at(step)
        return F.cross_entropy(model(prepare(x)), labels)

    return Training(model, optimizer, loss)


def quickstart():
    model = nn.Sequential(
        nn.Flatten(), nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))
    return classification(model, torch.optim.SGD(model.parameters(), lr=0.1), Images("fashion-mnist-mini", 64))


def lenet(activation):
    model = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), activation(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), activation(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), activation(), nn.Linear(120, 84), activation(), nn.Linear(84, 10))
    return classification(model, torch.optim.Adam(model.parameters(), lr=2e-3), Images("mnist", 64))


class Vae(nn.Module):
    """The variational autoencoder of PyTorch's examples; its loss is the mean over the batch."""

    def __init__(self, activation):
        super().__init__()
        self.activation, self.drawn = activation(), torch.get_default_dtype()
        self.fc1, self.fc21, self.fc22 = nn.Linear(784, 400), nn.Linear(400, 20), nn.Linear(400, 20)
        self.fc3, self.fc4 = nn.Linear(20, 400), nn.Linear(400, 784)
        self.images = Images("mnist", 128)

    def loss(self, step):
        x = self.images.at(step)[0].view(-1, 784)
        hidden = self.activation(self.fc1(x))
        mean, variance = self.fc21(hidden), self.fc22(hidden)
        noise = torch.randn(mean.shape[0], 20, dtype=self.drawn).to(mean.dtype)
        code = mean + noise * torch.exp(0.5 * variance)
        picture = torch.sigmoid(self.fc4(self.activation(self.fc3(code))))
        likelihood = F.binary_cross_entropy(picture, x, reduction="sum")
        divergence = -0.5 * torch.sum(1 + variance - mean.pow(2) - variance.exp())
        return (likelihood + divergence) / x.shape[0]


def vae(activation):
    model = Vae(activation)
    return Training(model, torch.optim.Adam(model.parameters(), lr=1e-3), model.loss)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride, activation):
        super().__init__()
        self.activation = activation()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        inner = self.bn2(self.conv2(self.activation(self.bn1(self.conv1(x)))))
        return self.activation(inner + self.shortcut(x))


def residual(activation):
    model = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), activation(),
        Block(16, 16, 1, activation), Block(16, 32, 2, activation), Block(32, 64, 2, activation),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9, weight_decay=5e-4)
    return classification(model, optimizer, Images("fashion-mnist-mini", 32))


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        n, length, width = x.shape
        q, k, v = (t.view(n, length, self.heads, -1).transpose(1, 2) for t in self.qkv(x).split(width, 2))
        scores = q @ k.transpose(2, 3) / math.sqrt(width // self.heads)
        ahead = torch.ones(length, length, dtype=torch.bool).triu(1)
        mixed = torch.softmax(scores.masked_fill(ahead, -math.inf), -1) @ v
        return self.output(mixed.transpose(1, 2).reshape(n, length, width))


class Layer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1, self.attention, self.norm2 = nn.LayerNorm(width), Attention(width, heads), nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class Gpt(nn.Module):
    """A small GPT on the characters of the licence, which is a text that does not change."""

    LENGTH, WIDTH, BATCH = 64, 128, 12

    def __init__(self):
        super().__init__()
        with open(os.path.join(EXAMPLES, "..", "LICENSE"), encoding="ascii", newline="") as file:
            text = file.read().replace("\r", "")
        characters = sorted(set(text))
        self.text = torch.tensor([characters.index(c) for c in text])
        self.tokens, self.places = nn.Embedding(len(characters), self.WIDTH), nn.Embedding(self.LENGTH, self.WIDTH)
        self.layers = nn.ModuleList(Layer(self.WIDTH, 4) for _ in range(3))
        self.norm = nn.LayerNorm(self.WIDTH)
        for name, p in self.named_parameters():
            if name.endswith("bias"):
                nn.init.zeros_(p)
            elif "norm" not in name:
                nn.init.normal_(p, 0, 0.02)

    def loss(self, step):
        starts = [(step * self.BATCH + i) * 7919 % (len(self.text) - self.LENGTH) for i in range(self.BATCH)]
        windows = torch.stack([self.text[s:s + self.LENGTH + 1] for s in starts])
        x = self.tokens(windows[:, :-1]) + self.places(torch.arange(self.LENGTH))
        for layer in self.layers:
            x = layer(x)
        scores = F.linear(self.norm(x), self.tokens.weight)  # the table of tokens serves twice
        return F.cross_entropy(scores.flatten(0, 1), windows[:, 1:].flatten())


def gpt():
    model = Gpt()
    return Training(model, torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.99)), model.loss, max_norm=1.0)


def wide():
    """Images of twice the size with a frame, 64 x 64 pixels."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02)
    return classification(
        model, optimizer, Images("fashion-mnist-mini", 16),
        lambda x: F.pad(x.repeat_interleave(2, 2).repeat_interleave(2, 3), (4, 4, 4, 4)))


# name: what makes it, dtype, steps
#
# A rounding error that turns the sign of one input of ReLU changes a gradient by a finite amount, and from there two
# trainings go apart, whoever computes them. PyTorch's own losses in float32 leave those in float64 (--dtype): the
# residual net with ReLU by 3 percent within 50 steps, the VAE with ReLU by 0.1 percent within 360, the quickstart by as
# much within 190. With GELU the VAE stays within 3e-7 and the residual net within 1e-5; LeNet, whose maxima turn too,
# within 1e-4 for 280 steps. So whole trainings with ReLU are in float64, where no sign turns; those in float32 have
# GELU, or end before they go apart.
TRAININGS = {
    "quickstart": (quickstart, "float32", 2 * 79),
    "quickstart_float64": (quickstart, "float64", 5 * 79),
    "vae": (lambda: vae(nn.GELU), "float32", 469),
    "vae_relu": (lambda: vae(nn.ReLU), "float32", 50),
    "vae_relu_float64": (lambda: vae(nn.ReLU), "float64", 469),
    "lenet": (lambda: lenet(nn.GELU), "float32", 250),
    "lenet_relu": (lambda: lenet(nn.ReLU), "float32", 75),
    "lenet_relu_float64": (lambda: lenet(nn.ReLU), "float64", 938),
    "residual": (lambda: residual(nn.GELU), "float32", 157),
    "residual_relu_float64": (lambda: residual(nn.ReLU), "float64", 157),
    "gpt": (gpt, "float32", 400),
    "wide": (wide, "float32", 157),
}
SEED = 1


def start(make, drawn, computed):
    """A training whose weights are drawn in one dtype and which is computed in another."""
    torch.set_default_dtype(getattr(torch, drawn))
    torch.manual_seed(SEED)
    training = make()
    torch.set_default_dtype(getattr(torch, computed))
    training.model.to(getattr(torch, computed))
    return training


def norm(model):
    return math.sqrt(sum(p.detach().double().square().sum().item() for p in model.parameters()))


def run(name, computed=None):
    make, dtype, steps = TRAININGS[name]
    training = start(make, dtype, computed or dtype)
    digits = 8 if dtype == "float32" else 13
    first = norm(training.model)
    losses = []
    begin = time.time()
    for step in range(steps):
        losses.append(float("%.*g" % (digits, training.step(step))))
    print("%s: %d steps in %.1f s, loss %g at first, %g at the end"
          % (name, steps, time.time() - begin, losses[0], losses[-1]), flush=True)
    return {"name": name, "seed": SEED, "dtype": dtype,
            "parameters": sum(p.numel() for p in training.model.parameters()),
            "norm": float("%.15g" % first), "losses": losses}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--dtype")
    asked = parser.parse_args()
    results = [run(name, asked.dtype) for name in asked.names or TRAININGS]
    if asked.names:
        print(json.dumps(results))
        return
    with open(os.path.join(HERE, "trainings.json"), "w") as out:
        out.write('{"reference": "torch 1.13", "notes": "made by make_trainings.py", "trainings": [\n')
        out.write(",\n".join(json.dumps(r, separators=(",", ":")) for r in results))
        out.write("\n]}\n")


main()

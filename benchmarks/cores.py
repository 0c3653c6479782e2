"""Two cores over one: wall time of whole runs bound to one core and to two, by turns, best of several.

  python3 benchmarks/cores.py SLUICE FILE... [--rounds 5] [--commands scan,redact] [--cores 0,1]

Each FILE (or directory, for many files) is run with the workers that sluice chooses by itself: `taskset` gives it one
core or two, and it starts as many workers. The output of redact goes to --scratch, best a file system in memory,
compressed as the input is. Files should be worth a second of work on one core: starting takes a hundredth, on one core
whatever there is. Runs during which other work took more than --disturbed of the cores' time are
repeated, at most nine times each; a figure that rests on such a run alone is marked with a question mark.
"""
import argparse, os, resource, shutil, subprocess, sys, time

TICK = os.sysconf('SC_CLK_TCK')

def busy(cores):
    """Seconds that the cores have been at work, for anyone."""
    total = 0
    for line in open('/proc/stat'):
        w = line.split()
        if w[0] in cores:
            t = [int(x) for x in w[1:9]]
            total += sum(t) - t[3] - t[4]  # idle, waiting for disks
    return total / TICK

def own():
    r = resource.getrusage(resource.RUSAGE_CHILDREN)
    return r.ru_utime + r.ru_stime

def run(cores, args):
    """Seconds of one run, and the share of the cores that others took meanwhile."""
    names = ['cpu' + c for c in cores.split(',')]
    b, o, t = busy(names), own(), time.perf_counter()
    p = subprocess.run(['taskset', '-c', cores] + args, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    t, o, b = time.perf_counter() - t, own() - o, busy(names) - b
    if p.returncode not in (0, 1):
        sys.exit(p.stderr.decode())
    return t, (b - o) / (t * len(names))

def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('sluice')
    a.add_argument('files', nargs='+')
    a.add_argument('--rounds', type=int, default=5)
    a.add_argument('--commands', default='scan,redact')
    a.add_argument('--cores', default='0,1', help='two numbers as taskset takes them')
    a.add_argument('--disturbed', type=float, default=0.04)
    a.add_argument('--scratch', default='/dev/shm')
    o = a.parse_args()
    first = o.cores.split(',')[0]
    out = os.path.join(o.scratch, 'sluice-cores-%d' % os.getpid())
    os.mkdir(out)
    try:
        print('| file | command | one core, s | two, s | ratio |\n|---|---|--:|--:|--:|')
        for f in o.files:
            for command in o.commands.split(','):
                args = [o.sluice, command, f, '-q']
                if command == 'redact':
                    args += ['--out', os.path.join(out, '' if os.path.isdir(f) else os.path.basename(f)), '--force']
                clean = {first: [], o.cores: []}
                spoilt = {first: [], o.cores: []}
                for _ in range(9 * o.rounds):
                    for cores in clean:
                        if len(clean[cores]) < o.rounds:
                            t, others = run(cores, args)
                            (clean if others <= o.disturbed else spoilt)[cores].append(t)
                one, two = (min(clean[c] or spoilt[c]) for c in clean)
                doubt = '' if all(clean.values()) else ' ?'
                print('| %s | %s | %.3f | %.3f | %.2f%s |' % (os.path.basename(f.rstrip('/')), command, one, two, one / two, doubt), flush=True)
    finally:
        shutil.rmtree(out)

main()

/* Scans the lines of a file with Hyperscan and prints, as JSON, how many of
 * the patterns it could take, the matches, and the CPU seconds of the scan
 * alone, best of the rounds.
 *
 *   cc -O2 -o hyperscan hyperscan.c $(pkg-config --cflags --libs libhs)
 *   hyperscan PATTERNS FILE [ROUNDS]
 *
 * PATTERNS has one pattern a line. Matches are reported where they end; the
 * start, a check, a border, a context word are not looked for: it is the
 * ceiling of matching alone.
 */
#include <hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char *slurp(const char *name, size_t *n)
{
	FILE *f = fopen(name, "rb");
	if (!f) {
		perror(name);
		exit(2);
	}
	size_t cap = 1 << 16;
	char *b = malloc(cap + 1);
	*n = 0;
	for (size_t k; b && (k = fread(b + *n, 1, cap - *n, f)) > 0;) {
		*n += k;
		if (*n == cap) {
			char *more = realloc(b, 2 * cap + 1);
			if (!more)
				break;
			b = more;
			cap *= 2;
		}
	}
	if (!b || ferror(f) || !feof(f)) {
		fprintf(stderr, "%s cannot be read whole\n", name);
		exit(2);
	}
	fclose(f);
	b[*n] = 0;
	return b;
}

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *ctx)
{
	(void)id, (void)from, (void)to, (void)flags;
	++*(unsigned long long *)ctx;
	return 0;
}

static double cpu(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: hyperscan PATTERNS FILE [ROUNDS]\n");
		return 2;
	}
	size_t np, nt;
	char *pats = slurp(argv[1], &np), *text = slurp(argv[2], &nt);
	int rounds = argc > 3 ? atoi(argv[3]) : 1;

	unsigned cap = 0;
	for (size_t i = 0; i < np; i++)
		cap += pats[i] == '\n';
	const char **exprs = calloc(cap + 1, sizeof *exprs);
	unsigned *flags = calloc(cap + 1, sizeof *flags), *ids = calloc(cap + 1, sizeof *ids);
	unsigned n = 0, given = 0;
	for (char *p = strtok(pats, "\n"); p; p = strtok(NULL, "\n")) {
		given++;
		hs_expr_info_t *info = NULL;
		hs_compile_error_t *err = NULL;
		hs_database_t *one = NULL;
		/* A pattern that it cannot take is left out and told. */
		if (hs_expression_info(p, 0, &info, &err) != HS_SUCCESS ||
		    hs_compile(p, 0, HS_MODE_BLOCK, NULL, &one, &err) != HS_SUCCESS) {
			hs_free_compile_error(err);
			free(info);
			continue;
		}
		if (info->min_width > 0) {
			exprs[n] = p;
			flags[n] = 0;
			ids[n] = n;
			n++;
		}
		free(info);
		hs_free_database(one);
	}
	hs_database_t *db = NULL;
	hs_compile_error_t *err = NULL;
	hs_scratch_t *scratch = NULL;
	if (n == 0 || hs_compile_multi(exprs, flags, ids, n, HS_MODE_BLOCK, NULL, &db, &err) != HS_SUCCESS) {
		fprintf(stderr, "the patterns do not compile: %s\n", err ? err->message : "there are none");
		return 2;
	}
	if (hs_alloc_scratch(db, &scratch) != HS_SUCCESS) {
		fprintf(stderr, "no scratch space\n");
		return 2;
	}
	double best = 0;
	unsigned long long matches = 0;
	for (int r = 0; r < rounds || r == 0; r++) {
		matches = 0;
		double from = cpu();
		for (char *p = text, *end = text + nt; p < end;) {
			char *e = memchr(p, '\n', end - p);
			if (!e)
				e = end;
			if (hs_scan(db, p, e - p, 0, scratch, on_match, &matches) != HS_SUCCESS)
				return 2;
			p = e + 1;
		}
		double took = cpu() - from;
		if (r == 0 || took < best)
			best = took;
	}
	printf("{\"version\":\"%s\",\"given\":%u,\"patterns\":%u,\"findings\":%llu,\"cpu\":%.6f}\n", hs_version(), given, n, matches, best);
	return 0;
}

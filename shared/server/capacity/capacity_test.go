package capacity

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"

	"berth/shared/eth"
)

func random() (h eth.Hash) {
	rand.Read(h[:])
	return h
}

func made(t testing.TB, lanes, blocks int) *Table {
	t.Helper()
	table, err := Fill(t.Context(), Params{Seed: random(), Lanes: lanes, Blocks: blocks})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestHonest(t *testing.T) {
	for _, p := range []Params{{Lanes: 1, Blocks: 8}, {Lanes: 1, Blocks: 1000}, {Lanes: 3, Blocks: 72}, {Lanes: 7, Blocks: 404}} {
		table := made(t, p.Lanes, p.Blocks)
		check := func(when string) {
			t.Helper()
			samples := Samples(table.Params, table.Root(), random(), 64)
			list, err := table.Open(samples)
			if err != nil {
				t.Fatal(err)
			}
			if err := Verify(table.Params, table.Root(), samples, list); err != nil {
				t.Errorf("%+v, %s: %v", p, when, err)
			}
		}
		check("in memory")
		dir := t.TempDir()
		if err := table.Spill(t.Context(), filepath.Join(dir, "a")); err != nil {
			t.Fatal(err)
		}
		check("on disk")
		if err := table.Copy(t.Context(), filepath.Join(dir, "b")); err != nil {
			t.Fatal(err)
		}
		check("copied")
		if err := table.Close(); err != nil {
			t.Error(err)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
			t.Errorf("left on the disk: %v", left)
		}
	}
}

// TestSame: a table follows from its parameters, however its lanes are scheduled.
func TestSame(t *testing.T) {
	p := Params{Seed: random(), Lanes: 5, Blocks: 400}
	var roots [3]eth.Hash
	for i := range roots {
		table, err := Fill(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		roots[i] = table.Root()
	}
	if roots[0] != roots[1] || roots[1] != roots[2] {
		t.Errorf("three times the same parameters: %v", roots)
	}
	p.Seed[31] ^= 1
	if table, err := Fill(t.Context(), p); err != nil || table.Root() == roots[0] {
		t.Errorf("another seed has the same root; %v", err)
	}
}

func TestParams(t *testing.T) {
	for _, p := range []Params{
		{}, {Lanes: 1}, {Lanes: 1, Blocks: 4}, {Lanes: 1, Blocks: 9}, {Lanes: -1, Blocks: 8}, {Lanes: 1, Blocks: -8}, {Lanes: MaxLanes + 1, Blocks: 8},
		{Lanes: 2, Blocks: MaxBlocks}, {Lanes: 1, Blocks: 1 << 62},
	} {
		if err := p.Validate(); !errors.Is(err, ErrParams) {
			t.Errorf("%+v is %v", p, err)
		}
		if _, err := Fill(t.Context(), p); !errors.Is(err, ErrParams) {
			t.Errorf("%+v was begun: %v", p, err)
		}
	}
	for _, lanes := range []int{-1, 1, 3, 64, 10_000} {
		for _, bytes := range []int64{-1, 0, 1 << 20, 1<<30 + 7, 1 << 50} {
			if p := Fit(eth.Hash{}, lanes, bytes); p.Validate() != nil {
				t.Errorf("%d lanes in %d bytes give %+v: %v", lanes, bytes, p, p.Validate())
			}
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Fill(ctx, Params{Lanes: 1, Blocks: 4096}); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody wants it any more: %v", err)
	}
}

// TestPlaces: what a block is made of is there before it, and is spread over all that is.
func TestPlaces(t *testing.T) {
	p := Params{Lanes: 4, Blocks: 64}
	for at := range p.Total() {
		i := at % p.Blocks
		if i < 2 {
			continue
		}
		seen := map[int]bool{}
		for range 2000 {
			h := random()
			from := p.place(at, words(h)[0])
			if from < 0 || from >= p.Total() {
				t.Fatalf("block %d is made of %d", at, from)
			}
			fl, fi := from/p.Blocks, from%p.Blocks
			if fl == at/p.Blocks && fi >= i-1 || fl != at/p.Blocks && fi >= i/16*16 {
				t.Fatalf("block %d of lane %d is made of block %d of lane %d, which is not there", i, at/p.Blocks, fi, fl)
			}
			seen[from] = true
		}
		want := i - 1
		if i >= 16 {
			want += 3 * (i / 16 * 16)
		}
		if len(seen) < want*9/10 {
			t.Errorf("block %d is made of %d different ones, there are %d", at, len(seen), want)
		}
	}
}

func FuzzVerify(f *testing.F) {
	table := made(f, 2, 40)
	samples := Samples(table.Params, table.Root(), eth.Hash{}, 2)
	list, _ := table.Open(samples)
	f.Add(list[0].At, list[0].Before, list[0].Ref, list[0].Path, list[0].PathB, list[0].PathR)
	f.Fuzz(func(t *testing.T, at int, before, ref, path, pathB, pathR []byte) {
		o := Opening{at, before, ref, path, pathB, pathR}
		if Verify(table.Params, table.Root(), []int{at}, []Opening{o}) != nil {
			return
		}
		real, err := table.Open([]int{at})
		if err != nil || string(real[0].Before) != string(before) || string(real[0].Ref) != string(ref) {
			t.Errorf("an opening of block %d holds that is not the table's", at)
		}
	})
}

func BenchmarkFill(b *testing.B) {
	p := Params{Seed: random(), Lanes: 1, Blocks: 64 << 10}
	b.SetBytes(p.Bytes())
	for b.Loop() {
		if _, err := Fill(b.Context(), p); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerify is what checking a proof of 64 openings takes, of a table of 64 MiB.
func BenchmarkVerify(b *testing.B) {
	table := made(b, 1, 64<<10)
	samples := Samples(table.Params, table.Root(), random(), 64)
	list, err := table.Open(samples)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := Verify(table.Params, table.Root(), samples, list); err != nil {
			b.Fatal(err)
		}
	}
}

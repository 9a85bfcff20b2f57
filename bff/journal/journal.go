// Package journal lets any number of platforms work on one database: one of them leads, which reads the chain and asks
// gateways, and the others take over what it has written.
//
// What the leader does to the common state is a row of entries, each in a slot of its own that is written once: whoever
// inserts it has it, which is the one thing that is atomic in every database that the platform may have. A new leader first
// takes the next term, which is written once too, and then a slot. From then on the one before cannot write: its next slot is
// taken, however late it wakes. Blocks are written ahead of their entry, under their term and slot, and count only if that
// entry stands; so what a leader writes that has lost its term is left lying and never read.
//
// Beats tell that a leader is alive. They decide when another one tries, and nothing else: each replica waits by its own
// clock, and clocks are never compared.
package journal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"berth/bff/indexer"
	"berth/contracts/chain/follow"
	"berth/shared/eth"
)

// Kind says what an entry does.
type Kind string

// The kinds.
const (
	Led    Kind = "led"    // a term begins
	Blocks Kind = "blocks" // the chain goes on
	Back   Kind = "back"   // it was reorganised: blocks above the checkpoint are gone
	Anew   Kind = "anew"   // all of it is gone
	Nodes  Kind = "nodes"  // what is known of nodes has changed
	Found  Kind = "found"  // what was found out about nodes has
)

// Entry is what a leader did. It is written once and never changed.
type Entry struct {
	Slot       uint64             `json:"slot"` // from 1, without gaps
	Term       uint64             `json:"term"`
	Mark       string             `json:"mark"` // tells it from every other one for this slot
	Kind       Kind               `json:"kind"`
	Checkpoint *follow.Checkpoint `json:"checkpoint,omitempty"` // nil: as before
	Added      []string           `json:"added,omitempty"`      // keys of blocks
	Gone       []string           `json:"gone,omitempty"`       // keys of blocks
	Folds      []string           `json:"folds,omitempty"`      // names of those that followers cannot make of blocks
	Nodes      []eth.Address      `json:"nodes,omitempty"`
	Found      []eth.Address      `json:"found,omitempty"`
	Since      uint64             `json:"since,omitempty"` // slot of the last Anew: blocks of earlier ones are another chain's
}

// Block is a block as it is kept.
type Block struct {
	Key  string
	Term uint64
	Slot uint64 // of the entry that adds it
	indexer.Block
}

// Fold is a fold as it is kept.
type Fold struct {
	Stamp
	indexer.Fold
}

// FoldKey is under which key a fold is kept.
type FoldKey struct {
	Name string
	Stamp
}

// Key is a fold's.
func (f Fold) Key() FoldKey { return FoldKey{f.Name(), f.Stamp} }

// Beat is a leader's sign of life.
type Beat struct {
	Count uint64 `json:"count"`
	Slot  uint64 `json:"slot"`  // the newest entry that it knows
	Ready bool   `json:"ready"` // it is up with the chain
	Left  bool   `json:"left"`  // it has ended in good order
}

// ErrNone is what is not in the store.
var ErrNone = errors.New("there is none")

// ErrFenced is what a leader gets whose term is over.
var ErrFenced = errors.New("another replica leads")

// Store keeps it all. Adding what is there already is no error, and changes nothing.
type Store interface {
	AddEntry(context.Context, Entry) error
	Entry(ctx context.Context, slot uint64) (Entry, error) // ErrNone
	Entries(context.Context) ([]Entry, error)              // all that are kept, rising
	RemoveEntries(ctx context.Context, slots []uint64) error

	AddTerm(ctx context.Context, term uint64, mark string) error
	Term(ctx context.Context, term uint64) (mark string, err error) // ErrNone
	AddStart(ctx context.Context, term, slot uint64) error
	Starts(context.Context) (map[uint64]uint64, error) // the first slot of each term

	PutBeat(ctx context.Context, term uint64, b Beat) error
	Beat(ctx context.Context, term uint64) (Beat, error) // ErrNone

	AddBlocks(context.Context, []Block) error
	Block(ctx context.Context, key string) (indexer.Block, error) // ErrNone
	Blocks(context.Context) ([]Block, error)                      // all, in no order
	RemoveBlocks(ctx context.Context, keys []string) error

	AddFolds(context.Context, []Fold) error
	Fold(context.Context, FoldKey) (indexer.Fold, error) // ErrNone
	Folds(context.Context) ([]Fold, error)               // all, in no order
	RemoveFolds(context.Context, []FoldKey) error

	Forget(context.Context) error // what belongs to a chain besides
}

// kept is how many entries stay for replicas that are behind; one that is further behind reads everything anew.
const (
	kept    = 512
	trimmed = 64 // at a time
)

// Journal is one replica's view. The methods of indexer.Log and indexer.Checkpoints are for whoever leads, all but Checkpoint
// and Read, which read what is there; they are not safe for concurrent use with each other, but with Changed.
type Journal struct {
	store Store
	log   *slog.Logger
	times Times
	ready func() error // of this replica, where it leads

	turn chan struct{} // holds one while somebody writes

	mu     sync.Mutex // held for moments: never while the store is asked
	term   uint64     // the newest that is known
	leads  bool       // it is this replica's
	fenced context.CancelCauseFunc
	next   uint64 // slot
	beat   Beat   // the newest that was heard
	cp     follow.Checkpoint
	since  uint64
	marked uint64 // slot with the newest checkpoint

	// Of who loads and follows, and then of whose turn it is.
	oldest  uint64            // slot that is kept
	keys    map[uint64]string // of the blocks that the tail covers, by number
	pending []Block           // written, for the next entry
	folds   []Fold            // written, for the next entry
	stamps  map[string]Stamp  // of the newest folds, by name; of those that were written since it was read
	tried   map[ref]bool      // what was written for the next entry, whether or not it will have it
	gone    []ref             // to be removed
	old     []old             // to be removed once the entry is let go of that has put something in its place
	swept   bool              // what leaders before have left lying is removed
	opened  *content          // of the entries alone, to be read on
}

// ref is a document.
type ref struct {
	block string // key; empty: a fold
	fold  FoldKey
}

// old is what a loader may still need who has not read the entry of a slot.
type old struct {
	slot uint64
	ref  ref
}

var (
	_ indexer.Log         = (*Journal)(nil)
	_ indexer.Checkpoints = (*Journal)(nil)
)

// Times are how often things are done; zero: as usual.
type Times struct {
	Poll     time.Duration // between two looks for entries of another replica; 250 ms
	Beat     time.Duration // between two of a leader's; 500 ms
	Patience time.Duration // without one, until another replica tries; 3 s
	Alone    bool          // nobody else can have the database: there is nobody to wait for
}

// New makes a Journal. ready tells whether the replica, where it leads, is up with the chain.
func New(store Store, times Times, ready func() error, log *slog.Logger) *Journal {
	times.Poll = cmp.Or(times.Poll, 250*time.Millisecond)
	times.Beat = cmp.Or(times.Beat, 500*time.Millisecond)
	times.Patience = cmp.Or(times.Patience, 3*time.Second)
	return &Journal{store: store, times: times, ready: ready, log: log, turn: make(chan struct{}, 1), next: 1, oldest: 1, keys: map[uint64]string{}, stamps: map[string]Stamp{}, tried: map[ref]bool{}}
}

func (j *Journal) key(n uint64, hash eth.Hash, term, slot uint64) string {
	return fmt.Sprintf("%016d-%x-%x-%x", n, term, slot, hash[:8])
}

// Open reads the entries, and gives the rule of what counts beside them, and the entries themselves, rising. The next Read reads on from there.
func (j *Journal) Open(ctx context.Context) (Rule, []Entry, error) {
	k, err := j.entries(ctx)
	if err != nil {
		return Rule{}, nil, err
	}
	j.opened = &k
	return k.rule, k.entries, nil
}

// load reads what is kept, and gives what counts. The rest is to be removed by the next leader.
func (j *Journal) load(ctx context.Context) (folds []indexer.Fold, blocks []indexer.Block, err error) {
	var k content
	if j.opened != nil {
		k, j.opened = *j.opened, nil
	} else if k, err = j.entries(ctx); err != nil {
		return nil, nil, err
	}
	if err := j.read(ctx, &k); err != nil {
		return nil, nil, err
	}
	leave := j.enter()
	j.mu.Lock()
	j.leads, j.pending, j.folds, j.gone, j.old, j.cp, j.since, j.keys = false, nil, nil, k.garbage, k.old, follow.Checkpoint{}, 0, map[uint64]string{}
	j.next, j.oldest, j.marked, j.swept = 1, 1, 0, false
	clear(j.tried)
	if len(k.entries) > 0 {
		j.oldest = k.entries[0].Slot
	}
	for _, e := range k.entries {
		j.see(e)
	}
	j.keep(k.blocks, 0)
	j.remember(k)
	blocks = make([]indexer.Block, len(k.blocks))
	for i, b := range k.blocks {
		blocks[i] = b.Block
	}
	folds = make([]indexer.Fold, len(k.folds))
	for i, f := range k.folds {
		folds[i] = f.Fold
	}
	j.mu.Unlock()
	leave()
	// What a leader has put something else in the place of since, is there for as long as the entries that were read.
	return folds, blocks, j.present(ctx)
}

// remember notes the stamps of the folds that count.
func (j *Journal) remember(k content) {
	clear(j.stamps)
	for _, f := range k.folds {
		j.stamps[f.Name()] = f.Stamp
	}
}

// content is what the store has.
type content struct {
	rule    Rule
	entries []Entry
	blocks  []Block  // that count, rising
	folds   []Fold   // that count, the newest of each name, in no order
	garbage []ref    // what does not, and never will
	old     []old    // what something counts in the place of
	stray   []uint64 // slots with an entry that does not, of one who woke late
}

// entries reads the entries: they come first. What one of them added is there when the rest is read, unless a later one has
// taken it out again, which is read after this.
func (j *Journal) entries(ctx context.Context) (k content, err error) {
	starts, err := j.store.Starts(ctx)
	if err != nil {
		return k, err
	}
	if k.entries, err = j.store.Entries(ctx); err != nil {
		return k, err
	}
	k.order(starts)
	k.rule = Rule{starts: starts, terms: slices.Sorted(maps.Keys(starts)), marks: make(map[uint64]string, len(k.entries)), oldest: 1, next: 1}
	for i, e := range k.entries {
		if i == 0 {
			k.rule.oldest = e.Slot
		}
		k.rule.next = e.Slot + 1
		k.rule.marks[e.Slot] = e.Mark
	}
	return k, nil
}

// read reads the rest, while a leader may be writing.
func (j *Journal) read(ctx context.Context, k *content) error {
	blocks, err := j.store.Blocks(ctx)
	if err != nil {
		return err
	}
	folds, err := j.store.Folds(ctx)
	if err != nil {
		return err
	}
	k.sift(blocks, folds)
	return nil
}

// sift tells what counts from what does not. Of blocks: of an entry that is kept, it lists them; of an earlier one, it was
// written in the term of which they are, and the tail does not know better; and those before the tail are folded. Of folds, the newest.
func (k *content) sift(blocks []Block, folds []Fold) {
	var cp follow.Checkpoint
	since := uint64(0)
	added, gone := map[string]bool{}, map[string]bool{}
	for _, e := range k.entries {
		since = max(since, e.Since)
		if e.Checkpoint != nil {
			cp = *e.Checkpoint
		}
		for _, key := range e.Added {
			added[key] = true
		}
		for _, key := range e.Gone {
			gone[key] = true
		}
	}
	tail := map[uint64]eth.Hash{}
	for _, b := range cp.Tail {
		tail[b.Number] = b.Hash
	}
	counts := func(b Block) bool {
		switch {
		case b.Number > cp.Head().Number || len(cp.Tail) == 0 || gone[b.Key] || b.Slot <= since:
			return false
		case b.Slot >= k.rule.oldest:
			return added[b.Key]
		case !within(k.rule.starts, k.rule.terms, b.Term, b.Slot):
			return false
		}
		hash, covered := tail[b.Number]
		return !covered || hash == b.Hash
	}
	for _, b := range blocks {
		switch {
		case b.Slot >= k.rule.next: // somebody may be writing for it just now
		case !counts(b):
			k.garbage = append(k.garbage, ref{block: b.Key})
		case b.Number < cp.Tail[0].Number:
			k.old = append(k.old, old{k.rule.next - 1, ref{block: b.Key}})
		default:
			k.blocks = append(k.blocks, b)
		}
	}
	slices.SortFunc(k.blocks, func(a, b Block) int { return cmp.Compare(a.Number, b.Number) })
	newest := make(map[string]Fold, len(folds))
	for _, f := range folds {
		if f.Slot >= k.rule.next {
			continue
		}
		if !k.rule.Counts(f.Stamp) || f.Slot <= since || len(cp.Tail) == 0 {
			k.garbage = append(k.garbage, ref{fold: f.Key()})
			continue
		}
		name := f.Name()
		was, there := newest[name]
		if there && was.Slot > f.Slot {
			was, f = f, was
		}
		newest[name] = f
		switch {
		case !there:
		case f.Slot < k.rule.oldest:
			k.garbage = append(k.garbage, ref{fold: was.Key()})
		default:
			k.old = append(k.old, old{f.Slot, ref{fold: was.Key()}})
		}
	}
	k.folds = slices.AppendSeq(make([]Fold, 0, len(newest)), maps.Values(newest))
}

// order takes out entries that were written in a slot which had been let go of, by a leader that had slept for long: they are of a
// term that was over by then, or do not join the others.
func (k *content) order(starts map[uint64]uint64) {
	for _, e := range k.entries {
		if _, known := starts[e.Term]; e.Kind == Led && !known {
			starts[e.Term] = e.Slot
		}
	}
	terms := slices.Sorted(maps.Keys(starts))
	from := len(k.entries)
	var row []Entry
	for from > 0 {
		e := k.entries[from-1]
		switch ok := e.Slot == starts[e.Term] || within(starts, terms, e.Term, e.Slot); {
		case ok && (len(row) == 0 || e.Slot+1 == row[len(row)-1].Slot):
			row = append(row, e)
		default:
			k.stray = append(k.stray, e.Slot)
		}
		from--
	}
	slices.Reverse(row)
	k.entries = row
}

// within reports whether a slot is one of a term, behind its first.
func within(starts map[uint64]uint64, terms []uint64, term, slot uint64) bool {
	i, known := slices.BinarySearch(terms, term)
	return known && slot > starts[term] && (i+1 == len(terms) || slot < starts[terms[i+1]])
}

// see takes over what an entry says; mu is held.
func (j *Journal) see(e Entry) {
	j.next, j.term, j.since = e.Slot+1, max(j.term, e.Term), max(j.since, e.Since)
	if e.Checkpoint != nil {
		j.cp, j.marked = *e.Checkpoint, e.Slot
	}
	if e.Kind == Anew {
		j.keys = map[uint64]string{}
	}
}

// keep notes the keys of blocks that the tail covers, as of a slot; those that it does not cover any more are folded.
func (j *Journal) keep(blocks []Block, slot uint64) {
	for _, b := range blocks {
		j.keys[b.Number] = b.Key
	}
	for n, key := range j.keys {
		switch {
		case len(j.cp.Tail) == 0 || n > j.cp.Head().Number:
			delete(j.keys, n)
		case n < j.cp.Tail[0].Number:
			delete(j.keys, n)
			j.leave(slot, ref{block: key})
		}
	}
}

// leave notes what the entry of a slot has put something in the place of.
func (j *Journal) leave(slot uint64, r ref) { j.old = append(j.old, old{slot, r}) }

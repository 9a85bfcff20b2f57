// Package attacktest is what the tests that attack Berth have in common: each says which threat it stands for, counts
// what it tries, and fails if anything comes through. Their names begin with TestAttack, SECURITY.md lists them, and
// `make attack` runs them all and prints what they counted.
package attacktest

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"testing"
)

// Key is the name of the attribute (testing.T.Attr) by which a test hands its Count to who runs it.
const Key = "attack"

// Variable is the environment variable that is set where the attacks which take long are to be made, too.
const Variable = "BERTH_ATTACK"

// Count is what an attack tried.
type Count struct {
	Threat  string `json:"threat"`
	Tried   int    `json:"tried"`
	Through int    `json:"through"`
	Note    string `json:"note,omitempty"` // a figure that it measured
}

// Attack counts what one test tries. It is safe for concurrent use.
type Attack struct {
	t *testing.T

	mu    sync.Mutex
	count Count
}

// shown is how many that came through are described in words.
const shown = 10

// Begin begins an attack: threat says in some words what must not happen. When the test ends, its count is given out; one
// that has tried nothing fails.
func Begin(t *testing.T, threat string) *Attack {
	t.Helper()
	a := &Attack{t: t, count: Count{Threat: threat}}
	t.Cleanup(func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		if a.count.Tried == 0 && !t.Skipped() {
			t.Error("the attack has tried nothing")
		}
		raw, err := json.Marshal(a.count)
		if err != nil {
			t.Error(err)
		}
		t.Attr(Key, string(raw))
	})
	return a
}

// Tried counts one try, which has come through or not; the words describe it.
func (a *Attack) Tried(through bool, format string, args ...any) {
	a.t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.count.Tried++
	if !through {
		return
	}
	if a.count.Through++; a.count.Through <= shown {
		a.t.Errorf("came through: "+format, args...)
	}
}

// Note adds a figure for the table, such as a latency.
func (a *Attack) Note(format string, args ...any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.count.Note != "" {
		a.count.Note += "; "
	}
	a.count.Note += fmt.Sprintf(format, args...)
}

// Whole skips a test that takes long, unless all are to be made.
func Whole(t *testing.T) {
	t.Helper()
	if os.Getenv(Variable) == "" {
		t.Skip("takes long: make attack makes it")
	}
}

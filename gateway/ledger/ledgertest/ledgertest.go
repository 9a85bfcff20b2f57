// Package ledgertest has what tests do with ledgers.
package ledgertest

import (
	"os"
	"path/filepath"
	"testing"

	"berth/gateway/ledger"
)

// Killed is the ledger of a new process, after one that was killed: a copy of the files as they are on the disk now. path
// is that of a ledger.db with its secrets.key beside it.
func Killed(t testing.TB, path string) *ledger.Ledger {
	t.Helper()
	to := filepath.Join(t.TempDir(), "ledger.db")
	for _, name := range []string{"ledger.db", "secrets.key"} {
		raw, err := os.ReadFile(filepath.Join(filepath.Dir(path), name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(filepath.Dir(to), name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := ledger.Open(to)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

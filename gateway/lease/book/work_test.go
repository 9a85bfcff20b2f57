package book

import "testing"

// TestWork: the steps of an order's work, and what each leaves to be done.
func TestWork(t *testing.T) {
	type step func(*work)
	var was ledgerState
	save := func(w *work) { was = w.saving() }
	fail := func(w *work) { w.unsaved(was) }
	ran := Told{State: Informed, Revision: 3}
	for _, c := range []struct {
		name  string
		from  work
		steps []step
		want  work
	}{
		{"an event while the chain is read is not lost", work{chain: stale}, []step{(*work).Reading, (*work).Expire}, work{chain: stale}},
		{"a saved change", work{}, []step{(*work).edit, save}, work{}},
		{"a change while it is saved is not lost", work{}, []step{(*work).edit, save, (*work).edit}, work{ledger: changed}},
		{"what could not be written is written later", work{}, []step{save, fail}, work{ledger: changed}},
		{"another's order is cleared from the ledger first", work{}, []step{(*work).reissue, (*work).edit}, work{ledger: reissued, told: Told{State: Foreign}}},
		{"also where clearing failed", work{}, []step{(*work).reissue, save, fail}, work{ledger: reissued, told: Told{State: Foreign}}},
		{"and where it was reissued while that was written", work{}, []step{(*work).edit, save, (*work).reissue, fail}, work{ledger: reissued, told: Told{State: Foreign}}},
		{"clearing the runtime leaves it untold", work{told: Told{State: Foreign}}, []step{(*work).Cleared}, work{}},
		{"clearing what is nobody else's changes nothing", work{told: ran}, []step{(*work).Cleared}, work{told: ran}},
	} {
		w := c.from
		for _, s := range c.steps {
			s(&w)
		}
		if w != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, w, c.want)
		}
	}
}

package catalogue

import (
	"reflect"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/wire"
)

// TestSight: what is said of a node's uptime is what came of the questions, and of no other time.
func TestSight(t *testing.T) {
	a, t0 := eth.Address{1}, time.Unix(10_000, 0).UTC()
	at := func(s int) time.Time { return t0.Add(time.Duration(s) * time.Second) }
	c := New(dollar)
	if _, ok := c.Sight(a); ok {
		t.Error("a node that is not there is seen")
	}
	c.Put(chain.Node{Address: a, RegisteredAt: t0})
	if got, ok := c.Sight(a); !ok || !reflect.DeepEqual(got, wire.Sight{}) {
		t.Errorf("before it was asked: %+v, %v", got, ok)
	}
	card := &wire.Card{Node: a, Name: "n"}
	c.SetCard(a, card, "", at(0))
	c.SetCard(a, card, "", at(10))                                     // 10 s up
	c.SetCard(a, nil, "no answer in time", at(30))                     // 20 s up
	c.SetCard(a, nil, "cannot be reached", at(90))                     // 60 s away
	c.Put(chain.Node{Address: a, RegisteredAt: t0, Endpoint: "other"}) // what was seen stays
	c.SetCard(a, card, "", at(100))                                    // 10 s away
	c.SetCard(a, card, "", at(100+int(longestGap/time.Second)+1))      // nobody looked for so long
	c.SetCard(a, nil, "no answer in time", at(1501))
	last := 1501 - 100 - int(longestGap/time.Second) - 1
	want := wire.Sight{
		Since: at(0), Asked: 7, Answered: 4, Known: uint64(100 + last), Reachable: uint64(30 + last),
		Absences: []wire.Absence{{From: at(1501), Why: "no answer in time"}, {From: at(30), To: at(100), Why: "cannot be reached"}},
	}
	if got, _ := c.Sight(a); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for i := range 2 * maxAbsences {
		c.SetCard(a, card, "", at(9000+2*i))
		c.SetCard(a, nil, "away", at(9001+2*i))
	}
	if got, _ := c.Sight(a); len(got.Absences) != maxAbsences || !got.Absences[0].From.Equal(at(9001+2*(2*maxAbsences-1))) || !got.Absences[0].To.IsZero() {
		t.Errorf("many absences: %+v", got.Absences)
	}
}

package deploy

import (
	"context"
	"errors"
	"slices"
	"testing"

	"berth/shared/wire"
)

func TestChecking(t *testing.T) {
	compose := func(text string) subject { return subject{manifest: manifest{Format: formatCompose, Text: text}} }
	bad := wire.ManifestCheck{Problems: []wire.ManifestProblem{{Line: 7}, {Line: 3}, {}, {Line: 7}}}
	fine := wire.ManifestCheck{OK: true}
	begin := func(c *checking, s subject) (int, context.Context) {
		t.Helper()
		ctx, stop := context.WithCancel(t.Context())
		round, began := c.begin(s, stop)
		if !began {
			t.Fatalf("%v is nothing new", s)
		}
		return round, ctx
	}

	t.Run("an answer", func(t *testing.T) {
		var c checking
		n, _ := begin(&c, compose("a"))
		if !c.busy() || !c.ask(n) || !c.busy() || !c.came(n, bad, nil) {
			t.Fatal("it does not take its own answer")
		}
		if c.stage != checkKnown || c.busy() || !slices.Equal(c.bad(), []int{3, 7}) {
			t.Errorf("%+v, bad lines %v", c, c.bad())
		}
		if c.came(n, fine, nil) {
			t.Error("it takes a second answer")
		}
	})
	t.Run("the same again is nothing new", func(t *testing.T) {
		var c checking
		n, _ := begin(&c, compose("a"))
		if _, began := c.begin(compose("a"), func() {}); began || c.round != n {
			t.Error("a new round")
		}
		if s := compose("a"); true {
			s.Revision = 1 // what runs has changed, and with that how the update goes
			begin(&c, s)
		}
	})
	t.Run("late answers", func(t *testing.T) {
		var c checking
		first, request := begin(&c, compose("a"))
		c.ask(first)
		second, _ := begin(&c, compose("ab"))
		if request.Err() == nil {
			t.Error("the request for what is not there any more goes on")
		}
		if c.came(first, bad, nil) || c.stage != checkWaits {
			t.Errorf("a late answer was taken: %+v", c)
		}
		if c.ask(first) {
			t.Error("the first round is still asked for")
		}
		if !c.ask(second) || c.came(first, bad, nil) || !c.came(second, fine, nil) || !c.answer.OK {
			t.Errorf("%+v", c)
		}
	})
	t.Run("the last answer stays while the next is waited for, but not another format's", func(t *testing.T) {
		var c checking
		n, _ := begin(&c, compose("a"))
		c.ask(n)
		c.came(n, bad, nil)
		begin(&c, compose("ab"))
		if len(c.answer.Problems) == 0 || c.stage == checkKnown {
			t.Errorf("%+v", c)
		}
		begin(&c, subject{manifest: manifest{Format: formatSDL, Text: "ab"}, Written: formatSDL})
		if len(c.answer.Problems) > 0 || c.had != "" {
			t.Errorf("another format's answer is left: %+v", c)
		}
	})
	t.Run("a failure can be tried again", func(t *testing.T) {
		var c checking
		n, _ := begin(&c, compose("a"))
		c.ask(n)
		if !c.came(n, fine, errors.New("away")) || c.stage != checkFailed || c.answer.OK {
			t.Errorf("%+v", c)
		}
		c.retry()
		begin(&c, compose("a"))
	})
	t.Run("dropped", func(t *testing.T) {
		var c checking
		n, request := begin(&c, compose("a"))
		c.ask(n)
		c.drop()
		if request.Err() == nil || c.came(n, bad, nil) || c.stage != checkNone || len(c.answer.Problems) > 0 {
			t.Errorf("%+v", c)
		}
	})
}

package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/bff/health"
	"berth/bff/negotiate"
	"berth/bff/notice"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// A name has one holder at a time, also where many want it at once, and where it was another's until now.
func claimContract(t *testing.T, s *Store, clock *time.Time) {
	race := func(want int32) {
		t.Helper()
		var winners atomic.Int32
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				won, until, err := s.Leases.Claim(t.Context(), "a", time.Minute)
				if err != nil {
					t.Error(err)
				}
				if won {
					winners.Add(1)
				}
				if until.Before(*clock) || until.After(clock.Add(time.Hour)) {
					t.Errorf("until %s", until)
				}
			})
		}
		wg.Wait()
		if got := winners.Load(); got != want {
			t.Errorf("%d have it, want %d", got, want)
		}
	}
	race(1)
	*clock = clock.Add(59 * time.Second)
	race(0)
	*clock = clock.Add(time.Second)
	race(1)
	if err := s.Leases.Keep(t.Context(), "a", time.Hour); err != nil {
		t.Fatal(err)
	}
	*clock = clock.Add(2 * time.Minute)
	race(0)
	if err := s.Leases.Release(t.Context(), "a", clock.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	race(0)
	if err := s.Leases.Release(t.Context(), "a", *clock); err != nil {
		t.Fatal(err)
	}
	race(1)
}

// The row has no gaps and nothing twice, however many append at once, and after a crash between its two writes.
func rowContract(t *testing.T, s *Store, _ *time.Time) {
	user := eth.Address{7}
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if err := s.Notices.Append(t.Context(), user, wire.Notice{ID: fmt.Sprint(i)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := s.docs.Put(t.Context(), row, rowEnd, rowDoc{ID: rowEnd, Last: 11}); err != nil {
		t.Fatal(err)
	}
	last, err := s.Notices.Last(t.Context())
	if err != nil || last != 20 {
		t.Fatalf("last: %d, %v", last, err)
	}
	seen := map[string]bool{}
	for n := range last {
		e, err := s.Notices.Entry(t.Context(), n+1)
		if err != nil || e.User != user || e.Number != n+1 || seen[e.Notice.ID] {
			t.Errorf("%d: %+v, %v", n+1, e, err)
		}
		seen[e.Notice.ID] = true
	}
	if _, err := s.Notices.Entry(t.Context(), 21); !errors.Is(err, notice.ErrNone) {
		t.Errorf("behind the end: %v", err)
	}
}

func receiverContract(t *testing.T, s *Store, clock *time.Time) {
	ctx, a, b := t.Context(), eth.Address{0xa1}, eth.Address{0xb1}
	for i := range notice.MostDevices + 3 {
		for _, u := range []eth.Address{a, b} {
			d := notice.Device{PushDevice: wire.PushDevice{ID: fmt.Sprint("d", i), AddedAt: *clock}, Endpoint: "https://push.example/1"}
			if err := s.Notices.PutDevice(ctx, u, d); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := s.Notices.Devices(ctx, a)
	if err != nil || len(got) != notice.MostDevices || got[0].ID != "d12" || got[9].ID != "d3" || got[0].Endpoint == "" {
		t.Fatalf("the newest: %v, %v", got, err)
	}
	if err := s.Notices.RemoveDevice(ctx, a, "d5"); err != nil {
		t.Fatal(err)
	}
	if err := s.Notices.RemoveDevice(ctx, a, "d5"); !errors.Is(err, notice.ErrNone) {
		t.Errorf("twice: %v", err)
	}
	mine, err1 := s.Notices.Devices(ctx, a)
	others, err2 := s.Notices.Devices(ctx, b)
	if err1 != nil || err2 != nil || len(mine) != 9 || len(others) != 10 {
		t.Errorf("%d and %d devices, %v, %v", len(mine), len(others), err1, err2)
	}
	if got, err := s.Notices.Settings(ctx, a); err != nil || got.Quiet != nil || got.Muted != nil {
		t.Errorf("settings of who has none: %+v, %v", got, err)
	}
	want := wire.NoticeSettings{Muted: []wire.NoticeKind{wire.NoticeLow}, Quiet: &wire.Quiet{From: "22:00", To: "07:00", Zone: "UTC"}}
	if err := s.Notices.PutSettings(ctx, a, want); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Notices.Settings(ctx, a); err != nil || *got.Quiet != *want.Quiet || !slices.Equal(got.Muted, want.Muted) {
		t.Errorf("settings: %+v, %v", got, err)
	}
	if err := s.Notices.PutHook(ctx, a, wire.Hook{ID: "h1", URL: "https://a.example", Secret: "whsec_x"}); err != nil {
		t.Fatal(err)
	}
	for i := range mostDeliveries + 5 {
		if err := s.Notices.AddDelivery(ctx, a, "h1", wire.Delivery{Attempt: i + 1}); err != nil {
			t.Fatal(err)
		}
	}
	log, err := s.Notices.Deliveries(ctx, a, "h1")
	if err != nil || len(log) != mostDeliveries || log[0].Attempt != mostDeliveries+5 {
		t.Errorf("deliveries: %d, %v", len(log), err)
	}
	if err := s.Notices.RemoveHook(ctx, a, "h1"); err != nil {
		t.Fatal(err)
	}
	if log, err := s.Notices.Deliveries(ctx, a, "h1"); err != nil || log != nil {
		t.Errorf("deliveries of what is gone: %v, %v", log, err)
	}
	for i := range mostNotices + 1 {
		if err := s.Notices.AddNotice(ctx, a, wire.Notice{ID: fmt.Sprint("n", i), Kind: wire.NoticeTest}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Notices.Notices(ctx, a, "", mostNotices)
	if err != nil || len(list.Items) != mostNotices || list.Items[0].ID != "n100" || list.Next != "" || list.Total != mostNotices {
		t.Errorf("notices: %d of %d, %q, %v", len(list.Items), list.Total, list.Next, err)
	}
	for cursor, want := range map[string]string{"": "n100 n99 n98, then n98", "n98": "n97 n96 n95, then n95", "n3": "n2 n1, then ", "n1": ", then ", "n0": ", then "} {
		page, err := s.Notices.Notices(ctx, a, cursor, 3)
		var ids []string
		for _, n := range page.Items {
			ids = append(ids, n.ID)
		}
		if got := strings.Join(ids, " ") + ", then " + page.Next; got != want || err != nil || page.Total != mostNotices {
			t.Errorf("behind %q: got %q of %d, %v, want %q", cursor, got, page.Total, err, want)
		}
	}
	for n := range 5 {
		if err := s.Care.AddAct(ctx, a, wire.AgentAct{At: time.Unix(int64(n), 0), Kind: wire.ActExtend, Order: order.ID(n + 1)}); err != nil {
			t.Fatal(err)
		}
	}
	var acts []order.ID
	for cursor := "first"; cursor != ""; {
		page, err := s.Care.Acts(ctx, a, strings.TrimPrefix(cursor, "first"), 2)
		if err != nil || page.Total != 5 || strings.Contains(page.Next, a.String()) {
			t.Fatal(page, err)
		}
		for _, act := range page.Items {
			acts = append(acts, act.Order)
		}
		cursor = page.Next
	}
	if !slices.Equal(acts, []order.ID{5, 4, 3, 2, 1}) {
		t.Errorf("acts, page by page: %v", acts)
	}
	first, err := s.Secret(ctx, "k", func() (string, error) { return "one", nil })
	again, err2 := s.Secret(ctx, "k", func() (string, error) { return "two", nil })
	if first != "one" || again != "one" || err != nil || err2 != nil {
		t.Errorf("secret: %q, then %q, %v, %v", first, again, err, err2)
	}
}

// What is not due does not hide what is, however much of it there is.
func taskContract(t *testing.T, s *Store, clock *time.Time) {
	add := func(id string, due time.Time) {
		t.Helper()
		if err := s.Notices.AddTask(t.Context(), notice.Task{ID: id, User: eth.Address{1}, Due: due, Until: due.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range mostTasks + 1 {
		add(fmt.Sprint("later", i), clock.Add(time.Hour))
	}
	add("now", *clock)
	got, err := s.Notices.Tasks(t.Context())
	if err != nil || len(got) != 1 || got[0].ID != "now" {
		t.Fatalf("%d tasks, %v", len(got), err)
	}
	got[0].Attempts, got[0].Due = 1, clock.Add(time.Minute)
	if err := s.Notices.PutTask(t.Context(), got[0]); err != nil {
		t.Fatal(err)
	}
	add("now", *clock) // stays as it is
	if got, err := s.Notices.Tasks(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
	*clock = clock.Add(time.Minute)
	if got, err := s.Notices.Tasks(t.Context()); err != nil || len(got) != 1 || got[0].Attempts != 1 {
		t.Errorf("%v, %v", got, err)
	}
}

// What users let the platform hear is there on every replica, and each change is seen by its mark.
func watchContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	k := negotiate.QuoteKey{Node: eth.Address{1}, User: eth.Address{2}, Epoch: 3, Nonce: 4}
	w := health.Watch{Quote: k, Order: 7, Since: *clock, Until: clock.Add(time.Hour)}
	if _, err := s.Health.Watch(ctx, k); !errors.Is(err, health.ErrNone) {
		t.Errorf("none: %v", err)
	}
	if err := s.Health.PutWatch(ctx, w); err != nil {
		t.Fatal(err)
	}
	first, err := s.Health.WatchMark(ctx)
	if err != nil || first == "" {
		t.Fatalf("mark %q, %v", first, err)
	}
	if got, err := s.Health.Watch(ctx, k); err != nil || got != w {
		t.Errorf("got %+v, %v", got, err)
	}
	if all, err := s.Health.Watches(ctx); err != nil || len(all) != 1 || all[0] != w {
		t.Errorf("got %+v, %v", all, err)
	}
	told := health.Told{Down: 2, At: w.Since, Episode: 1}
	if err := s.Health.PutTold(ctx, k, told, w.Until); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Health.Told(ctx, k); err != nil || got != told {
		t.Errorf("got %+v, %v", got, err)
	}
	if err := s.Health.RemoveWatch(ctx, k); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Health.Told(ctx, k); err != nil || got != (health.Told{}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if next, err := s.Health.WatchMark(ctx); err != nil || next == first {
		t.Errorf("mark %q, %v", next, err)
	}
	w.Until = clock.Add(-time.Second)
	if err := s.Health.PutWatch(ctx, w); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Health.Watches(ctx); err != nil || len(all) != 0 {
		t.Errorf("its time is over: %+v, %v", all, err)
	}
}

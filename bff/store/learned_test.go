package store

import (
	"testing"
	"time"
)

func learnedContract(t *testing.T, s *Store, _ *time.Time) {
	ctx := t.Context()
	if b, err := s.Prices.Learned(ctx); err != nil || b != nil {
		t.Errorf("nothing was learned: %q, %v", b, err)
	}
	for _, body := range []string{`{"a":1}`, `{"a":2}`} {
		if err := s.Prices.PutLearned(ctx, []byte(body)); err != nil {
			t.Fatal(err)
		}
		if b, err := s.Prices.Learned(ctx); err != nil || string(b) != body {
			t.Errorf("got %q, %v, want %q", b, err, body)
		}
	}
}

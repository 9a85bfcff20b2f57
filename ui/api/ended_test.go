package api

import (
	"errors"
	"testing"

	"berth/shared/problem"
	"berth/ui/js"
)

// A stream that the gateway ends is not opened again by itself; only with another token, where that is what is missing.
func TestEnded(t *testing.T) {
	for _, c := range []struct {
		data string
		code problem.Code
		want int
	}{
		{`{"code":"gave-way","text":"x"}`, problem.GaveWay, 409},
		{`{"code":"session-over","text":"x"}`, problem.SessionOver, 401},
		{`{"code":"order-ended","text":"x"}`, "order-ended", 409},
		{`nonsense`, problem.GaveWay, 409},
	} {
		var p *problem.Problem
		if err := ended(js.Event{Name: "end", Data: []byte(c.data)}); !errors.As(err, &p) || p.Code != c.code || p.Status != c.want {
			t.Errorf("%s: got %v", c.data, err)
		}
	}
}

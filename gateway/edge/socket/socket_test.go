package socket

import (
	"fmt"
	"strings"
	"testing"

	"berth/gateway/cluster"
	"berth/shared/problem"
)

func TestFarewell(t *testing.T) {
	long := problem.New(409, problem.OrderEnded, "%s", strings.Repeat("港", 100))
	b := farewell(long)
	if len(b) > 2+closeReason || !strings.HasPrefix(string(b[2:]), "order-ended: 港") || strings.ContainsRune(string(b[2:]), '\ufffd') {
		t.Errorf("got %q", b)
	}
}

func FuzzPort(f *testing.F) {
	for _, s := range []string{"80", "0", "65536", "+80", "080", "8o"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := parsePort(text)
		if (err == nil) != (n >= 1 && n <= 65535 && fmt.Sprint(n) == text) {
			t.Errorf("%q is %d, %v", text, n, err)
		}
	})
}

func FuzzControl(f *testing.F) {
	f.Add([]byte(`{"columns":80,"rows":24}`))
	f.Add([]byte(`{"columns":-1}`))
	f.Add([]byte(`[{}]{`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		size, err := parseControl(raw)
		if err == nil && (size.Columns < 1 || size.Columns > shellSide || size.Rows < 1 || size.Rows > shellSide) {
			t.Errorf("%q is %+v", raw, size)
		}
		if err != nil && (size != cluster.Size{} || err.Error() == "") {
			t.Errorf("%q is %+v and %v", raw, size, err)
		}
	})
}

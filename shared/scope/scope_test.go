package scope_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"berth/shared/scope"
)

func ExampleSet_String() {
	fmt.Println(scope.Deploy|scope.Read, scope.All)
	// Output: read,deploy read,operate,deploy,shell,share,data
}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		list string
		want scope.Set
		ok   bool
	}{
		{`["deploy","read"]`, scope.Read | scope.Deploy, true},
		{`[]`, 0, true},
		{`["health"]`, scope.Health, true},
		{`["read","read"]`, 0, false},
		{`["Read"]`, 0, false},
		{`["root"]`, 0, false},
		{`"read"`, 0, false},
	} {
		var got scope.Set
		err := json.Unmarshal([]byte(c.list), &got)
		if (err == nil) != c.ok || got != c.want {
			t.Errorf("%s: got %v, %v", c.list, got, err)
		}
		if !c.ok {
			continue
		}
		raw, err := json.Marshal(got)
		var back scope.Set
		if err != nil || json.Unmarshal(raw, &back) != nil || back != c.want {
			t.Errorf("%s comes back as %s (%v)", c.list, raw, err)
		}
	}
	if scope.Read.Has(scope.Read|scope.Deploy) || !scope.All.Has(scope.Shell) || scope.All.Has(scope.Health) {
		t.Error("Has")
	}
}

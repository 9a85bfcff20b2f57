package explore

import (
	"encoding/json"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/checkout"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/text"
)

// early is what a table of assets/early.js has, which is written there in one line.
func early[V any](t *testing.T, table string) map[string]V {
	t.Helper()
	raw, err := os.ReadFile(checkout.Path(t, "assets/early.js"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^ *const ` + table + ` = (\{.*\});$`).FindSubmatch(raw)
	if m == nil {
		t.Fatalf("early.js has no table %s any more; remedy: have this test read what stands in its place", table)
	}
	text := regexp.MustCompile(`([{ ])(\w+):`).ReplaceAllString(string(m[1]), `$1"$2":`)
	text = regexp.MustCompile(`0x[0-9a-f]+`).ReplaceAllStringFunc(text, func(s string) string {
		n, err := strconv.ParseUint(s[2:], 16, 64)
		if err != nil {
			t.Fatal(err)
		}
		return strconv.FormatUint(n, 10)
	})
	var all map[string]V
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return all
}

// shows reports whether a page's field has a value: an input's, or the option of a menu that is chosen.
func shows(html, id, value string) bool {
	_, rest, found := strings.Cut(html, `id="`+id+`"`)
	if !found {
		return false
	}
	i := strings.LastIndex(html[:len(html)-len(rest)], "<")
	tag, _, _ := strings.Cut(html[i:], ">")
	if strings.HasPrefix(tag, "<input") {
		return strings.Contains(tag, `value="`+value+`"`)
	}
	menu, _, _ := strings.Cut(rest, "</select>")
	for option := range strings.SplitSeq(menu, "<option") {
		if option, _, _ = strings.Cut(option, ">"); strings.Contains(option, `value="`+value+`"`) && strings.Contains(option, "selected") {
			return true
		}
	}
	return false
}

// TestEarlyFilters holds what assets/early.js knows of the search, before the app is there, to what the app does: the same keys in the
// address are the same fields, in the same units and with the same bounds.
func TestEarlyFilters(t *testing.T) {
	counted, worded := early[[]any](t, "counted"), early[string](t, "worded")
	show := func(v url.Values) string {
		return app.HTMLString((&Page{filter: filterOf(v, both)}).filters(text.In(text.EN)))
	}
	for key, c := range counted {
		id, unit, most := c[0].(string), uint64(c[1].(float64)), uint64(c[2].(float64))
		if html := show(url.Values{key: {strconv.FormatUint(3*unit, 10)}}); !shows(html, id, "3") {
			t.Errorf("%s of %d is not 3 in the field %s: %s", key, 3*unit, id, html)
		}
		for n, want := range map[uint64]bool{most: false, most + 1: true} {
			f := map[string]filter{
				"cpuMilli": {cpu: entry(n, unit)}, "memoryMiB": {memory: entry(n, unit)}, "diskMiB": {disk: entry(n, unit)}, "gpu": {gpu: entry(n, unit)},
			}[key]
			if _, bad := f.query(brt); bad[resource.Dimension(key)] != want {
				t.Errorf("%s of %d: that it is too much is said: %t, want %t", key, n, !want, want)
			}
		}
	}
	values := map[string]string{"q": "north", "gpuModel": "l4", "region": "x", "needs": string(order.NeedRoot), "level": string(wire.Levels()[1])}
	for key, id := range worded {
		if html := show(url.Values{key: {values[key]}}); values[key] == "" || !shows(html, id, values[key]) {
			t.Errorf("%s is not %q in the field %s: %s", key, values[key], id, html)
		}
	}
	// All that an address can have is known there, but what has to wait for the platform's tokens.
	full := wire.NodeQuery{
		Resources: resource.Resources{CPUMilli: 1, MemoryMiB: 1, DiskMiB: 1, GPU: 1, GPUModel: "l4"}, MaxRate: amount.NanoOf(1), Token: usd.Address,
		Region: "x", Needs: order.NeedRoot, Level: wire.Levels()[1], Text: "north", Sort: "price",
	}
	known := slices.Sorted(slices.Values(slices.Concat(slices.Collect(maps.Keys(counted)), slices.Collect(maps.Keys(worded)), []string{"sort", "token", "maxRate"})))
	if has := slices.Sorted(maps.Keys(api.NodeValues(full))); !slices.Equal(known, has) {
		t.Errorf("early.js knows %v with what waits, the address has %v", known, has)
	}
}

// entry is how a number of an API's units is written into a field.
func entry(n, unit uint64) string { return strconv.FormatFloat(float64(n)/float64(unit), 'f', -1, 64) }

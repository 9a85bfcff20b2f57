package search

import "slices"

// arrange gives an order of the rows in which those of like price lie together: by their discounts, then as the leaves of a
// k-d tree over their unit prices in the first token, weighted by a usual query. Who has no price is last.
func arrange[D any](all []Row[D], schema Schema) []int32 {
	order := make([]int32, len(all))
	for i := range order {
		order[i] = int32(i)
	}
	byKey := func(a, b int32) int { return slices.Compare(all[a].Key[:], all[b].Key[:]) }
	if schema.Tokens == 0 {
		slices.SortFunc(order, byKey)
		return order
	}
	groups := map[string][]int32{}
	var forms []string
	var last []int32
	for _, i := range order {
		if len(all[i].Prices) == 0 || !all[i].Prices[0].Has {
			last = append(last, i)
			continue
		}
		f := ""
		if d := all[i].Prices[0].Discounts; len(d) > 0 {
			f = form(d)
		}
		if groups[f] == nil {
			forms = append(forms, f)
		}
		groups[f] = append(groups[f], i)
	}
	slices.Sort(forms)
	order = order[:0]
	points := make([][Units]float64, len(all))
	for _, f := range forms {
		g := groups[f]
		for _, i := range g {
			for u, v := range all[i].Prices[0].Unit {
				points[i][u] = v * schema.Shape[u]
			}
		}
		t := tree{points, byKey}
		t.split(g)
		order = append(order, g...)
	}
	slices.SortFunc(last, byKey)
	return append(order, last...)
}

// tree puts points into the order of a k-d tree's leaves.
type tree struct {
	points [][Units]float64
	byKey  func(a, b int32) int
}

// split halves the points where they differ most, until they are a block.
func (t *tree) split(part []int32) {
	for len(part) > block {
		axis, spread := 0, 0.0
		for u := range Units {
			low, high := t.points[part[0]][u], t.points[part[0]][u]
			for _, i := range part {
				low, high = min(low, t.points[i][u]), max(high, t.points[i][u])
			}
			if high-low > spread {
				axis, spread = u, high-low
			}
		}
		if spread == 0 {
			break
		}
		middle := (len(part)/2 + block - 1) / block * block
		if middle >= len(part) {
			middle = block
		}
		t.halve(part, middle, axis)
		t.split(part[:middle])
		part = part[middle:]
	}
	slices.SortFunc(part, t.byKey)
}

// halve moves the n points that are least along an axis to the front (Hoare's quickselect).
func (t *tree) halve(part []int32, n, axis int) {
	less := func(a, b int32) bool {
		x, y := t.points[a][axis], t.points[b][axis]
		return x < y || x == y && t.byKey(a, b) < 0
	}
	low, high := 0, len(part)-1
	for low < high {
		pivot := part[low+(high-low)/2]
		i, j := low, high
		for i <= j {
			for less(part[i], pivot) {
				i++
			}
			for less(pivot, part[j]) {
				j--
			}
			if i <= j {
				part[i], part[j] = part[j], part[i]
				i++
				j--
			}
		}
		switch {
		case n-1 <= j:
			high = j
		case n-1 >= i:
			low = i
		default:
			return
		}
	}
}

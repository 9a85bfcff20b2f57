package read

import (
	"math/big"
	"regexp"
)

// Kubernetes' quantities, bounded: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity
var quantityForm = regexp.MustCompile(`^([0-9]{1,18}(?:\.[0-9]{1,9})?|\.[0-9]{1,9})(?:[eE]([+-]?[0-9]{1,2})|(m|k|K|M|G|T|Ki|Mi|Gi|Ti|ki|mi|gi|ti|KB|MB|GB|TB|B))?$`)

var suffixes = map[string]int64{
	"": 1000, "B": 1000, "m": 1, "k": 1e6, "K": 1e6, "M": 1e9, "G": 1e12, "T": 1e15, "KB": 1e6, "MB": 1e9, "GB": 1e12, "TB": 1e15,
	"Ki": 1000 << 10, "Mi": 1000 << 20, "Gi": 1000 << 30, "Ti": 1000 << 40, "ki": 1000 << 10, "mi": 1000 << 20, "gi": 1000 << 30, "ti": 1000 << 40,
}

// Quantity reads a quantity and gives it in units of 1/per, rounded up.
func Quantity(s string, per int64) (uint64, bool) {
	m := quantityForm.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	number := m[1]
	if m[2] != "" {
		number += "e" + m[2]
	}
	x, ok := new(big.Rat).SetString(number)
	if !ok {
		return 0, false
	}
	x.Mul(x, big.NewRat(suffixes[m[3]], 1000))
	x.Mul(x, big.NewRat(per, 1))
	n := new(big.Int).Add(x.Num(), new(big.Int).Sub(x.Denom(), big.NewInt(1)))
	n.Quo(n, x.Denom())
	return n.Uint64(), n.IsUint64()
}

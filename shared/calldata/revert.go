package calldata

import (
	"encoding/binary"
	"slices"
	"strconv"

	"berth/shared/amount"
	"berth/shared/eth"
)

// Revert is why a contract refused a call.
type Revert struct {
	Name string            // of the custom error; "Error" for a plain text, "Panic" for a code, "" where nothing was said
	Text string            // of Error
	Args map[string]string // static arguments by name: decimal digits, or 0x and hex digits
}

// customError is one of the contracts' errors, generated.
type customError struct {
	sel  [4]byte
	name string
	args []arg // one for each word, structs flattened
}

type arg struct {
	name string
	kind byte // u: unsigned integer, a: address, x: other
}

var (
	selError = [4]byte{0x08, 0xc3, 0x79, 0xa0} // Error(string)
	selPanic = [4]byte{0x4e, 0x48, 0x7b, 0x71} // Panic(uint256)
)

// ReadRevert decodes the data that came with a failed call. It never fails: what it does not know stays in Args["data"].
func ReadRevert(data eth.Bytes) Revert {
	if len(data) < 4 {
		return Revert{}
	}
	sel, body := [4]byte(data[:4]), data[4:]
	switch sel {
	case selError:
		return Revert{Name: "Error", Text: readString(body)}
	case selPanic:
		if len(body) < 32 {
			return Revert{Name: "Panic"}
		}
		return Revert{Name: "Panic", Args: map[string]string{"code": amount.FromWord([32]byte(body[:32])).String()}}
	}
	i := slices.IndexFunc(customErrors[:], func(e customError) bool { return e.sel == sel })
	if i < 0 {
		return Revert{Args: map[string]string{"data": data[:min(len(data), 100)].String()}}
	}
	e := customErrors[i]
	r := Revert{Name: e.name, Args: map[string]string{}}
	for i, a := range e.args {
		if len(body) < 32*(i+1) {
			break
		}
		w := [32]byte(body[32*i : 32*i+32])
		switch a.kind {
		case 'u':
			r.Args[a.name] = amount.FromWord(w).String()
		case 'a':
			r.Args[a.name] = eth.Address(w[12:]).String()
		default:
			r.Args[a.name] = eth.Hash(w).String()
		}
	}
	return r
}

func (r Revert) String() string {
	switch {
	case r.Name == "Error":
		return strconv.Quote(r.Text)
	case r.Name != "":
		return r.Name
	}
	return "no reason given"
}

// readString reads the one dynamic string of Error(string), and "" where it is malformed.
func readString(body []byte) string {
	if len(body) < 64 {
		return ""
	}
	n := binary.BigEndian.Uint64(body[56:64])
	if n > uint64(len(body)-64) {
		return ""
	}
	return string(body[64 : 64+n])
}

package logs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"
)

// random makes a log of any shape that the EVM gives.
func random(rnd *rand.Rand) types.Log {
	fill := func(b []byte) {
		for i := range b {
			b[i] = byte(rnd.Uint32())
		}
	}
	l := types.Log{
		Topics: make([]common.Hash, rnd.IntN(5)), Data: make([]byte, rnd.IntN(1+rnd.IntN(3000))), BlockNumber: rnd.Uint64() >> rnd.IntN(64),
		BlockTimestamp: rnd.Uint64() >> rnd.IntN(64), TxIndex: uint(rnd.IntN(300)), Index: uint(rnd.IntN(300)), Removed: rnd.IntN(9) == 0,
	}
	fill(l.Address[:])
	fill(l.BlockHash[:])
	fill(l.TxHash[:])
	fill(l.Data)
	for i := range l.Topics {
		fill(l.Topics[i][:])
	}
	return l
}

func answered(t testing.TB, all []types.Log) []byte {
	t.Helper()
	if all == nil {
		all = []types.Log{}
	}
	b, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "result": all})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// plain reads as go-ethereum does.
func plain(b []byte) ([]types.Log, error) {
	var a struct {
		Result []types.Log
		Error  json.RawMessage
	}
	err := json.Unmarshal(b, &a)
	return a.Result, err
}

// What go-ethereum writes is read as go-ethereum reads it, however it comes in pieces.
func TestAnswer(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, 100, 2000} {
		var all []types.Log
		for range n {
			all = append(all, random(rnd))
		}
		b := answered(t, all)
		var spaced bytes.Buffer
		if err := json.Indent(&spaced, b, "\n", "\t"); err != nil {
			t.Fatal(err)
		}
		for how, r := range map[string]io.Reader{
			"at once": bytes.NewReader(b), "byte by byte": iotest.OneByteReader(bytes.NewReader(b)), "with the end": iotest.DataErrReader(bytes.NewReader(b)),
			"with space": &spaced, "in capitals": strings.NewReader(strings.ReplaceAll(string(b), "ab", "AB")),
			"with more fields": strings.NewReader(strings.ReplaceAll(string(b), `"data"`, `"logType":{"data":[null,{}]},"data"`)),
			"escaped":          strings.NewReader(strings.ReplaceAll(string(b), `"data":"0x`, `"d\u0061ta":"\u0030x`)),
		} {
			got, err := Answer(r)
			if err != nil || len(got) != n || n > 0 && !reflect.DeepEqual(got, all) {
				t.Errorf("%d logs %s: %d, %v", n, how, len(got), err)
			}
		}
		var a struct{ Result json.RawMessage }
		if err := json.Unmarshal(b, &a); err != nil {
			t.Fatal(err)
		}
		if got, err := List(a.Result); err != nil || len(got) != n || n > 0 && !reflect.DeepEqual(got, all) {
			t.Errorf("%d logs as a list: %d, %v", n, len(got), err)
		}
	}
}

// Logs share memory, and none can write into another's.
func TestLogsStandAlone(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	all := []types.Log{random(rnd), random(rnd), random(rnd)}
	got, err := Answer(bytes.NewReader(answered(t, all)))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range got {
		_ = append(l.Data, 0xff)
		_ = append(l.Topics, common.Hash{0xff})
	}
	if !reflect.DeepEqual(got, all) {
		t.Error("what is appended to one log is in another")
	}
}

// What is not of the form is refused, with what and where.
func TestStrict(t *testing.T) {
	l := types.Log{Topics: []common.Hash{{1}}, Data: []byte{1, 2}, BlockNumber: 7, BlockTimestamp: 9, Address: common.Address{0xaa}, TxHash: common.Hash{2}, BlockHash: common.Hash{3}}
	good := string(answered(t, []types.Log{l}))
	change := func(old, new string) string {
		t.Helper()
		changed := strings.Replace(good, old, new, 1)
		if changed == good {
			t.Fatalf("%s is not in %s", old, good)
		}
		return changed
	}
	address, topic := `"0xaa`+strings.Repeat("0", 38)+`"`, `["0x01`+strings.Repeat("0", 62)+`"]`
	for _, tc := range []struct{ name, text, want string }{
		{"nothing", "", "unexpected EOF"},
		{"no object", "[]", "a list instead of an object"},
		{"neither", `{"jsonrpc":"2.0"}`, "neither result nor error"},
		{"no list", `{"result":null}`, "result: null instead of a list of logs"},
		{"a text", `{"result":"0x"}`, "result: a text instead of a list of logs"},
		{"no log", `{"result":[null]}`, "result.0: null instead of a log"},
		{"more", good + "{}", "there is more behind it"},
		{"other than JSON behind it", good + "x", "invalid character"},
		{"two results", change(`"result"`, `"result":[],"result"`), `duplicate object member name "result"`},
		{"another's result", change(`"result"`, `"Result"`), "the field is called result"},
		{"cut off", good[:len(good)-9], "unexpected EOF"},
		{"an address too short", change(address, `"0xaa"`), "result.0.address: 2 hexadecimal digits instead of 40"},
		{"an address too long", change(address, `"0xaa00`+address[5:]), "result.0.address: 42 hexadecimal digits instead of 40"},
		{"an address of letters", change(address, `"0xzz`+address[5:]), "result.0.address: no hexadecimal digits"},
		{"an address without 0x", change(address, `"aaaa`+address[5:]), "result.0.address: it does not begin with 0x"},
		{"an address that is a number", change(address, "7"), "result.0.address: a number instead of a text"},
		{"no address", change(address, "null"), "result.0.address: null instead of a text"},
		{"two addresses", change(`"address"`, `"address":`+address+`,"address"`), `duplicate object member name "address" within "/result/0"`},
		{"two, one of which is escaped", change(`"address"`, `"\u0061ddress":`+address+`,"address"`), `duplicate object member name "address" within "/result/0"`},
		{"an address of another name", change(`"address"`, `"Address"`), "the field is called address"},
		{"data of half a byte", change(`"0x0102"`, `"0x010"`), "result.0.data: an odd number of hexadecimal digits"},
		{"data of letters", change(`"0x0102"`, `"0x010g"`), "result.0.data: no hexadecimal digits"},
		{"no data", change(`"0x0102"`, "null"), "result.0.data: null instead of a text"},
		{"no topics", change(topic, "null"), "result.0.topics: null instead of a list of topics"},
		{"a topic that is none", change(topic, "[null]"), "result.0.topics.0: null instead of a text"},
		{"a topic too short", change(topic, `["0x01"]`), "result.0.topics.0: 2 hexadecimal digits instead of 64"},
		{"too many topics", change(topic, "["+strings.Repeat(topic[1:len(topic)-1]+",", 4)+topic[1:]), "more than 4 topics"},
		{"no block", change(`"0x7"`, "null"), "result.0.blockNumber: null instead of a text"},
		{"a block that is a number", change(`"0x7"`, "7"), "result.0.blockNumber: a number instead of a text"},
		{"a block with a zero before it", change(`"0x7"`, `"0x07"`), "result.0.blockNumber: no number of 64 bits in its shortest form"},
		{"a block too large", change(`"0x7"`, `"0x10000000000000000"`), "result.0.blockNumber: no number of 64 bits"},
		{"a block without digits", change(`"0x7"`, `"0x"`), "result.0.blockNumber: no number of 64 bits"},
		{"a block of letters", change(`"0x7"`, `"0xg"`), "result.0.blockNumber: no hexadecimal digits"},
		{"no time", change(`"0x9"`, "null"), "result.0.blockTimestamp: null instead of a text"},
		{"removed that is a text", change(`"removed":false`, `"removed":"false"`), "result.0.removed: a text instead of true or false"},
		{"a refusal that is a text", `{"error":"no"}`, "error: a text instead of an object"},
		{"a code that is a text", `{"error":{"code":"1"}}`, "error.code: a text instead of a number"},
	} {
		got, err := Answer(strings.NewReader(tc.text))
		if got != nil || err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, %v, want %q", tc.name, got, err, tc.want)
		}
		if err != nil && !errors.Is(err, ErrForm) && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s: %v is no error of the form", tc.name, err)
		}
	}
	for _, f := range []string{"address", "topics", "data", "blockNumber", "blockHash", "transactionHash", "transactionIndex", "logIndex"} {
		if _, err := Answer(strings.NewReader(change(`"`+f+`"`, `"other"`))); err == nil || !strings.Contains(err.Error(), "result.0: "+f+" is missing") {
			t.Errorf("without %s: %v", f, err)
		}
	}
	for _, f := range []string{"blockTimestamp", "removed"} {
		if _, err := Answer(strings.NewReader(change(`"`+f+`"`, `"other"`))); err != nil {
			t.Errorf("without %s: %v", f, err)
		}
	}
}

// An endpoint's no is told as go-ethereum tells it, whatever is beside it.
func TestRefusal(t *testing.T) {
	for text, want := range map[string]Refusal{
		`{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"too many","data":{"to":"0x1"}}}`: {-32005, "too many"},
		`{"error":{"message":"no","code":3},"result":[]}`:                                           {3, "no"},
		`{"result":[],"error":{"code":3}}`:                                                          {3, ""},
	} {
		_, err := Answer(strings.NewReader(text))
		var refused rpc.Error
		if !errors.As(err, &refused) || refused.ErrorCode() != want.Code || err.Error() != want.Error() {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := Answer(strings.NewReader(`{"error":{"code":1,"message":"` + strings.Repeat("x", 1<<20) + `"}}`)); err == nil || len(err.Error()) != mostMessage {
		t.Errorf("a long no: %d bytes", len(fmt.Sprint(err)))
	}
	if all, err := Answer(strings.NewReader(`{"error":null,"result":[]}`)); err != nil || len(all) != 0 {
		t.Errorf("no error: %v, %v", all, err)
	}
}

// zeros is an answer without an end.
type zeros struct{ begun bool }

func (z *zeros) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	if !z.begun {
		z.begun = true
		return copy(b, `{"result":[`), nil
	}
	return len(b), nil
}

// An answer without an end, or one that breaks off, is not taken for one.
func TestEnds(t *testing.T) {
	if _, err := Answer(&zeros{}); !errors.Is(err, ErrTooLong) {
		t.Errorf("without an end: %v", err)
	}
	gone := errors.New("connection reset")
	if _, err := Answer(io.MultiReader(strings.NewReader(`{"result":[`), iotest.ErrReader(gone))); !errors.Is(err, gone) {
		t.Errorf("broken off: %v", err)
	}
}

// FuzzAnswer: what is read is what go-ethereum and encoding/json read.
func FuzzAnswer(f *testing.F) {
	rnd := rand.New(rand.NewPCG(5, 6))
	f.Add(answered(f, nil))
	f.Add(answered(f, []types.Log{random(rnd)}))
	f.Add(answered(f, []types.Log{random(rnd), random(rnd)}))
	f.Add([]byte(`{"error":{"code":1,"message":"no"}}`))
	f.Add([]byte(`{"result":[{"address":null,"ADDRESS":"0x"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Answer(bytes.NewReader(b))
		if err != nil {
			return
		}
		want, err := plain(b)
		if err != nil || len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%s\ngot %v\nwant %v, %v", b, got, want, err)
		}
	})
}

// manyLogs is an answer such as those of the market: half a kilobyte of data in every fourth.
func manyLogs(b *testing.B) []byte {
	rnd := rand.New(rand.NewPCG(7, 8))
	all := make([]types.Log, 4000)
	for i := range all {
		all[i] = random(rnd)
		all[i].Data = make([]byte, 96)
		if i%4 == 0 {
			all[i].Data = make([]byte, 672)
		}
	}
	return answered(b, all)
}

// BenchmarkAnswer is an answer of 4,000 logs read; the other as go-ethereum and encoding/json read it.
func BenchmarkAnswer(b *testing.B) {
	text := manyLogs(b)
	for name, read := range map[string]func() ([]types.Log, error){
		"here":          func() ([]types.Log, error) { return Answer(bytes.NewReader(text)) },
		"encoding-json": func() ([]types.Log, error) { return viaEnvelope(text) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if all, err := read(); err != nil || len(all) != 4000 {
					b.Fatal(len(all), err)
				}
			}
		})
	}
}

// viaEnvelope reads in the steps of go-ethereum's client: the frame from a stream, then the result.
func viaEnvelope(text []byte) ([]types.Log, error) {
	var a struct{ Result json.RawMessage }
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&a); err != nil {
		return nil, err
	}
	var all []types.Log
	err := json.Unmarshal(a.Result, &all)
	return all, err
}

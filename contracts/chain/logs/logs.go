// Package logs reads what an endpoint of the chain answers to eth_getLogs, while it comes: hexadecimal digits become fixed arrays at once, and nothing is
// looked at twice. Catching up with a chain is for the most part this.
//
// The form is the one of the execution API (github.com/ethereum/execution-apis) for logs of blocks that are there. What is not of that form is an error that
// names the field: what is missing, null, there twice, of another length, or written in other letters. Fields that the form does not know are passed over, as
// many endpoints have some of their own.
package logs

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/go-json-experiment/json/jsontext"

	"berth/shared/clip"
)

// ErrTooLong is an answer of more bytes than Most; remedy: to ask for fewer blocks.
var ErrTooLong = errors.New("the answer is too long")

// Most is how many bytes of an answer are read.
const Most = 256 << 20

// ErrForm is an answer that is not of the form that it must have.
var ErrForm = errors.New("not an answer to eth_getLogs")

// Refusal is an endpoint's no. It is an rpc.Error of go-ethereum.
type Refusal struct {
	Code    int
	Message string
}

// Error implements error.
func (r *Refusal) Error() string {
	if r.Message == "" {
		return fmt.Sprintf("json-rpc error %d", r.Code)
	}
	return r.Message
}

// ErrorCode implements rpc.Error.
func (r *Refusal) ErrorCode() int { return r.Code }

// Answer reads a whole answer of JSON-RPC 2.0, and nothing may be behind it. The error is a *Refusal where the endpoint says no.
func Answer(r io.Reader) ([]types.Log, error) {
	d := begin(&limited{r, Most})
	all, refusal, err := d.answer()
	switch {
	case err != nil:
		return nil, err
	case refusal != nil:
		return nil, refusal
	}
	return all, nil
}

// List reads the result of an answer alone.
func List(b []byte) ([]types.Log, error) {
	d := begin(bytes.NewBuffer(b))
	all, err := d.list()
	if err != nil {
		return nil, err
	}
	return all, d.end()
}

// limited fails behind so many bytes.
type limited struct {
	r    io.Reader
	left int64
}

// Read implements io.Reader.
func (l *limited) Read(b []byte) (int, error) {
	if l.left <= 0 {
		return 0, ErrTooLong
	}
	n, err := l.r.Read(b[:min(int64(len(b)), l.left)])
	l.left -= int64(n)
	return n, err
}

// reader reads tokens. What it has read lies in pieces of memory that many logs share.
type reader struct {
	*jsontext.Decoder
	scratch []byte
	topics  []common.Hash // free
	data    []byte        // free
}

func begin(r io.Reader) *reader { return &reader{Decoder: jsontext.NewDecoder(r)} }

// wrong is an error about what was read last.
func (d *reader) wrong(format string, args ...any) error {
	at := strings.ReplaceAll(strings.TrimPrefix(string(d.StackPointer()), "/"), "/", ".")
	if at == "" {
		return fmt.Errorf("%w: "+format, slices.Insert(args, 0, any(ErrForm))...)
	}
	return fmt.Errorf("%w: %s: "+format, slices.Insert(args, 0, any(ErrForm), any(at))...)
}

// enter goes into an object or a list.
func (d *reader) enter(kind jsontext.Kind, what string) error {
	t, err := d.ReadToken()
	if err != nil {
		return broken(err)
	}
	if t.Kind() != kind {
		return d.wrong("%s instead of %s", named(t.Kind()), what)
	}
	return nil
}

// leave goes out of it.
func (d *reader) leave() error {
	_, err := d.ReadToken()
	return broken(err)
}

// end makes sure that there is nothing more.
func (d *reader) end() error {
	switch _, err := d.ReadToken(); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return broken(err)
	}
	return fmt.Errorf("%w: there is more behind it", ErrForm)
}

// broken is an error of the text: it is no JSON, has a name twice, or did not come to its end.
func broken(err error) error {
	var syntax *jsontext.SyntacticError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF):
		err = io.ErrUnexpectedEOF
	case errors.As(err, &syntax):
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	return err
}

// named is a kind in words.
func named(k jsontext.Kind) string {
	switch k {
	case 'n':
		return "null"
	case '"':
		return "a text"
	case '0':
		return "a number"
	case '{':
		return "an object"
	case '[':
		return "a list"
	}
	return "true or false"
}

// name reads the name of an object's next field, or leaves the object. It is good until something else is read.
func (d *reader) name() (name []byte, more bool, err error) {
	if d.PeekKind() == '}' {
		return nil, false, d.leave()
	}
	v, err := d.ReadValue()
	if err != nil {
		return nil, false, broken(err)
	}
	name, err = d.unquoted(v)
	return name, true, err
}

// unquoted is what a JSON string says. It is good until something else is read.
func (d *reader) unquoted(v jsontext.Value) ([]byte, error) {
	if !bytes.ContainsRune(v, '\\') {
		return v[1 : len(v)-1], nil
	}
	var err error
	d.scratch, err = jsontext.AppendUnquote(d.scratch[:0], v)
	return d.scratch, broken(err)
}

// pass goes over a field that has no meaning here; one that is named as one that has but for the case would be that one for others.
func (d *reader) pass(name []byte, known []string) error {
	for _, k := range known {
		if strings.EqualFold(k, string(name)) {
			return d.wrong("the field is called %s", k)
		}
	}
	return broken(d.SkipValue())
}

// answer reads the frame around a list.
func (d *reader) answer() (all []types.Log, refusal *Refusal, err error) {
	if err := d.enter('{', "an object"); err != nil {
		return nil, nil, err
	}
	listed := false
	for {
		name, more, err := d.name()
		switch {
		case err != nil:
			return nil, nil, err
		case !more:
			if !listed && refusal == nil {
				return nil, nil, fmt.Errorf("%w: there is neither result nor error", ErrForm)
			}
			return all, refusal, d.end()
		}
		switch string(name) {
		case "error":
			if d.PeekKind() == 'n' {
				err = broken(d.SkipValue())
			} else {
				refusal, err = d.refusal()
			}
		case "result":
			listed = true
			all, err = d.list()
		default:
			err = d.pass(name, []string{"error", "result"})
		}
		if err != nil {
			return nil, nil, err
		}
	}
}

// mostMessage is how much of what is said with a no is told on.
const mostMessage = 1 << 10

// refusal reads an error object.
func (d *reader) refusal() (*Refusal, error) {
	if err := d.enter('{', "an object"); err != nil {
		return nil, err
	}
	r := &Refusal{}
	for {
		name, more, err := d.name()
		if err != nil || !more {
			return r, err
		}
		switch string(name) {
		case "code":
			t, err := d.ReadToken()
			if err != nil {
				return nil, broken(err)
			}
			if t.Kind() != '0' {
				return nil, d.wrong("%s instead of a number", named(t.Kind()))
			}
			r.Code = int(t.Int())
		case "message":
			text, err := d.text()
			if err != nil {
				return nil, err
			}
			r.Message = strings.Clone(clip.To(string(text), mostMessage))
		default:
			if err := d.pass(name, []string{"code", "message"}); err != nil {
				return nil, err
			}
		}
	}
}

// list reads a list of logs.
func (d *reader) list() ([]types.Log, error) {
	if err := d.enter('[', "a list of logs"); err != nil {
		return nil, err
	}
	var all []types.Log
	for {
		switch k := d.PeekKind(); k {
		case ']':
			return all, d.leave()
		case '{':
			all = append(all, types.Log{})
			if err := d.log(&all[len(all)-1]); err != nil {
				return nil, err
			}
		default:
			return nil, d.enter('{', "a log")
		}
	}
}

// field is one of a log's.
type field int

const (
	address field = iota
	topics
	data
	blockNumber
	blockHash
	blockTimestamp
	transactionHash
	transactionIndex
	logIndex
	removed

	fields
)

var fieldNames = []string{"address", "topics", "data", "blockNumber", "blockHash", "blockTimestamp", "transactionHash", "transactionIndex", "logIndex", "removed"}

// needed says which a log of a block that is there must have. Old endpoints tell no time, and some nothing of reorganisations.
var needed = [fields]bool{address: true, topics: true, data: true, blockNumber: true, blockHash: true, transactionHash: true, transactionIndex: true, logIndex: true}

// fieldOf tells which field a name is.
func fieldOf(name []byte) field {
	switch string(name) { // without a copy of it
	case "address":
		return address
	case "topics":
		return topics
	case "data":
		return data
	case "blockNumber":
		return blockNumber
	case "blockHash":
		return blockHash
	case "blockTimestamp":
		return blockTimestamp
	case "transactionHash":
		return transactionHash
	case "transactionIndex":
		return transactionIndex
	case "logIndex":
		return logIndex
	case "removed":
		return removed
	}
	return fields
}

// log reads one log.
func (d *reader) log(l *types.Log) error {
	if err := d.enter('{', "a log"); err != nil {
		return err
	}
	var has [fields]bool
	for {
		name, more, err := d.name()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		f := fieldOf(name)
		if f == fields {
			if err := d.pass(name, fieldNames); err != nil {
				return err
			}
			continue
		}
		has[f] = true
		if err := d.field(f, l); err != nil {
			return err
		}
	}
	for f, must := range needed {
		if must && !has[f] {
			return d.wrong("%s is missing", fieldNames[f])
		}
	}
	return nil
}

// field reads what a log's field holds.
func (d *reader) field(f field, l *types.Log) (err error) {
	var n uint64
	switch f {
	case address:
		return d.fixed(l.Address[:])
	case topics:
		l.Topics, err = d.hashes()
	case data:
		l.Data, err = d.bytes()
	case blockNumber:
		l.BlockNumber, err = d.number()
	case blockHash:
		return d.fixed(l.BlockHash[:])
	case blockTimestamp:
		l.BlockTimestamp, err = d.number()
	case transactionHash:
		return d.fixed(l.TxHash[:])
	case transactionIndex:
		n, err = d.number()
		l.TxIndex = uint(n)
	case logIndex:
		n, err = d.number()
		l.Index = uint(n)
	case removed:
		l.Removed, err = d.truth()
	}
	return err
}

// text reads a string.
func (d *reader) text() ([]byte, error) {
	v, err := d.ReadValue()
	if err != nil {
		return nil, broken(err)
	}
	if v.Kind() != '"' {
		return nil, d.wrong("%s instead of a text", named(v.Kind()))
	}
	return d.unquoted(v)
}

// digits reads a string of hexadecimal digits behind 0x.
func (d *reader) digits() ([]byte, error) {
	text, err := d.text()
	if err != nil {
		return nil, err
	}
	if len(text) < 2 || text[0] != '0' || text[1] != 'x' {
		return nil, d.wrong("it does not begin with 0x")
	}
	return text[2:], nil
}

// unhex turns digits into as many bytes as to has.
func (d *reader) unhex(to, digits []byte) error {
	if len(digits) != 2*len(to) {
		return d.wrong("%d hexadecimal digits instead of %d", len(digits), 2*len(to))
	}
	if _, err := hex.Decode(to, digits); err != nil {
		return d.wrong("no hexadecimal digits")
	}
	return nil
}

// fixed reads bytes of a known number.
func (d *reader) fixed(to []byte) error {
	digits, err := d.digits()
	if err != nil {
		return err
	}
	return d.unhex(to, digits)
}

// Of memory that logs share, so much is got at once.
const (
	hashesAtOnce = 1 << 10
	bytesAtOnce  = 64 << 10
)

// bytes reads any number of bytes.
func (d *reader) bytes() ([]byte, error) {
	digits, err := d.digits()
	if err != nil {
		return nil, err
	}
	n := len(digits) / 2
	if n > len(d.data) {
		d.data = make([]byte, max(n, bytesAtOnce))
	}
	to := d.data[:n:n]
	d.data = d.data[n:]
	if len(digits)%2 != 0 {
		return nil, d.wrong("an odd number of hexadecimal digits")
	}
	return to, d.unhex(to, digits)
}

// mostTopics is how many the EVM gives a log (LOG4).
const mostTopics = 4

// hashes reads topics.
func (d *reader) hashes() ([]common.Hash, error) {
	if err := d.enter('[', "a list of topics"); err != nil {
		return nil, err
	}
	if len(d.topics) < mostTopics {
		d.topics = make([]common.Hash, hashesAtOnce)
	}
	n := 0
	for ; d.PeekKind() != ']'; n++ {
		if n == mostTopics {
			return nil, d.wrong("more than %d topics", mostTopics)
		}
		if err := d.fixed(d.topics[n][:]); err != nil {
			return nil, err
		}
	}
	to := d.topics[:n:n]
	d.topics = d.topics[n:]
	return to, d.leave()
}

// number reads one of 64 bits, without zeros before it.
func (d *reader) number() (n uint64, err error) {
	digits, err := d.digits()
	if err != nil {
		return 0, err
	}
	if len(digits) == 0 || len(digits) > 16 || len(digits) > 1 && digits[0] == '0' {
		return 0, d.wrong("no number of 64 bits in its shortest form")
	}
	for _, c := range digits {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, d.wrong("no hexadecimal digits")
		}
		n = n<<4 | uint64(c)
	}
	return n, nil
}

// truth reads true or false.
func (d *reader) truth() (bool, error) {
	t, err := d.ReadToken()
	if err != nil {
		return false, broken(err)
	}
	switch t.Kind() {
	case 't', 'f':
		return t.Bool(), nil
	}
	return false, d.wrong("%s instead of true or false", named(t.Kind()))
}

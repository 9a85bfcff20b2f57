package outside

import (
	"encoding/json"
	"errors"
	"reflect"
	"time"

	"berth/shared/clip"
)

// Limit is how much an answer may have.
type Limit struct {
	Bytes  int // of the whole
	Values int // in its JSON: numbers, texts, and what they stand in
	Items  int // of each list; further ones are left out
}

// Usual is the limit of an answer that has no other.
var Usual = Limit{Bytes: 1 << 20, Values: 20_000, Items: 500}

// Or is the limit, with what it leaves open as in another.
func (l Limit) Or(other Limit) Limit {
	for _, f := range []struct {
		mine  *int
		other int
	}{{&l.Bytes, other.Bytes}, {&l.Values, other.Values}, {&l.Items, other.Items}} {
		if *f.mine == 0 {
			*f.mine = f.other
		}
	}
	return l
}

// maxText is the longest text, in bytes, of which more is to be shown than its beginning.
const maxText = 4 << 10

// ErrTooMuch is an answer that goes over its limit.
var ErrTooMuch = errors.New("the answer is too large")

// Decode reads JSON that came from outside into v, a pointer. Its texts are shown as what they are, see Text, and cut where
// they are too long.
func Decode(raw []byte, v any, l Limit) error {
	if err := l.Check(raw); err != nil {
		return err
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return err
	}
	clean(reflect.ValueOf(v), l.Items)
	return nil
}

// Check reports whether JSON is within the limit, before anything is made of it: a list of a million empty objects is short,
// and a million structs are not.
func (l Limit) Check(raw []byte) error {
	if len(raw) > l.Bytes {
		return ErrTooMuch
	}
	values, quoted := 1, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ',' || c == '[' || c == '{'):
			if values++; values > l.Values {
				return ErrTooMuch
			}
		}
	}
	return nil
}

// clean makes the texts in a value such as can be shown, and its lists as long as they may be.
func clean(v reflect.Value, items int) {
	if !v.IsValid() || !texty(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		clean(v.Elem(), items)
	case reflect.String:
		if v.CanSet() {
			v.SetString(clip.Dots(Text(clip.Dots(v.String(), maxText)), 2*maxText))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				clean(v.Field(i), items)
			}
		}
	case reflect.Slice:
		if v.Len() > items && v.CanSet() {
			v.Set(v.Slice3(0, items, items))
		}
		for i := range v.Len() {
			clean(v.Index(i), items)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			k, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			k.Set(key)
			value.Set(v.MapIndex(key))
			clean(k, items)
			clean(value, items)
			v.SetMapIndex(key, reflect.Value{})
			v.SetMapIndex(k, value)
		}
	}
}

// texty reports whether a type may hold texts or lists.
func texty(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Map, reflect.Struct:
		return t != reflect.TypeFor[time.Time]()
	case reflect.Pointer:
		return texty(t.Elem())
	case reflect.Slice:
		return t.Elem().Kind() != reflect.Uint8
	}
	return false
}

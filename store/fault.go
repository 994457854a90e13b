package store

import (
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"

	"recourse/complaint"
)

// refusal is what the database refused, by code and by the name of the
// constraint. The database's own words are left out: they quote stored values.
type refusal struct {
	code       pqerror.Code
	constraint string
}

func (r *refusal) Error() string {
	text := fmt.Sprintf("database error %s (%s)", r.code, r.code.Name())
	if r.constraint != "" {
		text += ", constraint " + r.constraint
	}
	return text
}

// fault wraps an error of the database with what was being done. Text that no
// database can hold is the caller's mistake and so a domain error; other errors
// are ours. Domain errors pass unchanged, and no error stays none.
func fault(err error, doing string, args ...any) error {
	if err == nil || complaint.KindOf(err) != "" {
		return err
	}
	if pqErr := pq.As(err); pqErr != nil {
		switch pqErr.Code {
		case pqerror.CharacterNotInRepertoire, pqerror.UntranslatableCharacter:
			return complaint.Errorf(complaint.Invalid, "a text is not valid UTF-8")
		}
		err = &refusal{code: pqErr.Code, constraint: pqErr.Constraint}
	}
	return fmt.Errorf("%s: %w", fmt.Sprintf(doing, args...), err)
}

// violates reports whether the error is a breach of the constraint.
func violates(err error, constraint string) bool {
	pqErr := pq.As(err)
	return pqErr != nil && pqErr.Constraint == constraint
}

// missing turns the absence of a row into a domain error with these words.
func missing(err error, text string, args ...any) error {
	if errors.Is(err, sql.ErrNoRows) {
		return complaint.Errorf(complaint.Missing, text, args...)
	}
	return err
}

// checkTexts refuses text that is not UTF-8 or holds a NUL, wherever it is in
// the value: encoding to JSON would silently replace the one, and the database
// cannot hold the other.
func checkTexts(v any) error { return checkText(reflect.ValueOf(v)) }

var instant = reflect.TypeFor[time.Time]()

func checkText(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Interface:
		return checkText(v.Elem())
	case reflect.String:
		if s := v.String(); !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 {
			return complaint.Errorf(complaint.Invalid, "a text is not valid UTF-8")
		}
	case reflect.Struct:
		for i := 0; i < v.NumField() && v.Type() != instant; i++ {
			if err := checkText(v.Field(i)); err != nil {
				return err
			}
		}
	case reflect.Slice:
		for i := 0; i < v.Len() && v.Type().Elem().Kind() != reflect.Uint8; i++ {
			if err := checkText(v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			for _, part := range []reflect.Value{it.Key(), it.Value()} {
				if err := checkText(part); err != nil {
					return err
				}
			}
		}
	default: // numbers and the like hold no text
	}
	return nil
}

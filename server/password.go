package server

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"github.com/trustelem/zxcvbn"
	"golang.org/x/text/unicode/norm"

	"recourse/access"
	"recourse/complaint"
)

// The rules of passwords: length and how easily they are guessed, nothing about
// which letters. Product choices, within OWASP ASVS 5.0, 6.2.
const (
	shortestPassword = 12  // letters
	longestPassword  = 256 // bytes
	leastStrength    = 3   // of 4: at least 10^8 guesses
	measuredLetters  = 64  // the measure takes long for long texts, which are strong
)

// hashing are the parameters of argon2id: 64 MiB, 2 passes, 1 lane, about a tenth
// of a second; more than OWASP's least (19 MiB, 2 passes). Product choice. A hash
// with other parameters is replaced at the next sign-in.
var hashing = argon2id.Params{Memory: 64 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashesAtOnce bounds the memory that passwords take while they are hashed.
const hashesAtOnce = 2

// HashPassword returns the argon2id hash of a password. Letters that look alike
// in Unicode are made one first, since keyboards differ.
func HashPassword(password string) (string, error) { return hashWith(password, hashing) }

func hashWith(password string, params argon2id.Params) (string, error) {
	hash, err := argon2id.CreateHash(norm.NFKC.String(password), &params)
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// CheckPassword says what is wrong with a password that the owner of an account
// has chosen. Invalid when it is too short, too long or easily guessed.
func CheckPassword(password string, a access.Account) error {
	switch {
	case utf8.RuneCountInString(password) < shortestPassword:
		return complaint.Errorf(complaint.Invalid, "the password needs at least %d letters", shortestPassword)
	case len(password) > longestPassword:
		return complaint.Errorf(complaint.Invalid, "the password may have at most %d bytes", longestPassword)
	case !utf8.ValidString(password):
		return complaint.Errorf(complaint.Invalid, "the password is not valid UTF-8")
	}
	known := knownWords(a)
	if zxcvbn.PasswordStrength(measured(password, known), known).Score < leastStrength {
		return complaint.Errorf(complaint.Invalid, "the password is easily guessed: take several words that do not belong together")
	}
	return nil
}

// hashPassword hashes a password when its turn has come.
func (s *Service) hashPassword(ctx context.Context, password string) (string, error) {
	leave, err := s.hashTurn(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return hashWith(password, s.hashing)
}

// matches compares a password with its hash when its turn has come. Where there
// is no hash, since nobody has the name given, it takes as long. stale reports
// that the hash was made with other parameters than those of today.
func (s *Service) matches(ctx context.Context, password, hash string) (match, stale bool, err error) {
	leave, err := s.hashTurn(ctx)
	if err != nil {
		return false, false, err
	}
	defer leave()
	if len(password) > longestPassword {
		password = ""
	}
	if hash == "" {
		_, err := hashWith(password, s.hashing)
		return false, false, err
	}
	match, params, err := argon2id.CheckHash(norm.NFKC.String(password), hash)
	if err != nil {
		return false, false, fmt.Errorf("check a password: %w", err)
	}
	return match, *params != s.hashing, nil
}

// hashTurn waits for a place among the passwords being hashed and returns what
// gives it back.
func (s *Service) hashTurn(ctx context.Context) (leave func(), err error) {
	select {
	case s.hashes <- struct{}{}:
		return func() { <-s.hashes }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

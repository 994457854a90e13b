// Package complaint holds the nouns of a privacy complaint: its number, the
// stages and steps it passes, the acts people and clocks perform on it, the
// closed vocabularies it is described with, and the kinds of error a caller can
// meet. It knows no periods and no rules (package law does), and imports the
// standard library only.
package complaint

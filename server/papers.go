package server

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"runtime/debug"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
	"recourse/ui"
)

// Site returns the address of the portal as people reach it.
func (s *Service) Site() string { return s.site }

// CertificateJSON is the certificate with what proves it, as a file.
func (s *Service) CertificateJSON(ctx context.Context, number complaint.Number, actor complaint.Actor) ([]byte, error) {
	c, err := s.Certificate(ctx, number, actor)
	if err != nil {
		return nil, err
	}
	return c.Encode(), nil
}

// receiptsPerCase is how many times the receipt of a case is sent by mail at the most:
// nobody's mailbox is filled. Product choice.
const receiptsPerCase = 3

// MailReceipt has the receipt of a filing sent to the person's address. Missing when
// the number was not filed under the key, Invalid without an address, Conflict when it
// has been sent often enough.
func (s *Service) MailReceipt(ctx context.Context, number complaint.Number, key string) error {
	c, _, err := s.Receipt(ctx, number, key)
	if err != nil {
		return ours(err, "read a receipt")
	}
	if !c.Facts.Mailable {
		return complaint.Errorf(complaint.Invalid, "no e-mail address was given with the complaint")
	}
	sent, err := s.record.AskReceipt(ctx, number, receiptsPerCase)
	if err == nil && !sent {
		return complaint.Errorf(complaint.Conflict, "the receipt has been sent %d times", receiptsPerCase)
	}
	return ours(err, "have a receipt sent")
}

// papers makes papers of the caller's case, in the language of the case as far as the
// house speaks it.
func (c calls) papers(ctx context.Context, param string) (p ui.Papers, in context.Context, n complaint.Number, err error) {
	if n, err = number(param); err != nil {
		return p, ctx, n, err
	}
	filed, err := c.record.Case(ctx, n)
	if err != nil {
		return p, ctx, n, ours(err, "read a case")
	}
	return ui.Papers{Record: c.Service, Site: c.site}, ui.Speaking(ctx, filed.Facts.Language), n, nil
}

// attached names a file that is to be kept.
func attached(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}

// GetReceipt hands out the receipt of a case, without a code.
func (c calls) GetReceipt(ctx context.Context, r api.GetReceiptRequestObject) (api.GetReceiptResponseObject, error) {
	p, ctx, n, err := c.papers(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	f, err := p.Receipt(ctx, n, access.From(ctx), "")
	if err != nil {
		return nil, err
	}
	return api.GetReceipt200ApplicationpdfResponse{
		Body: bytes.NewReader(f.Content), ContentLength: int64(len(f.Content)), Headers: api.GetReceipt200ResponseHeaders{ContentDisposition: attached(f.Name)},
	}, nil
}

// GetCalendar hands out the dates of a case that are open.
func (c calls) GetCalendar(ctx context.Context, r api.GetCalendarRequestObject) (api.GetCalendarResponseObject, error) {
	p, ctx, n, err := c.papers(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	f, err := p.Calendar(ctx, n, access.From(ctx))
	if err != nil {
		return nil, err
	}
	return api.GetCalendar200TextcalendarResponse{
		Body: bytes.NewReader(f.Content), ContentLength: int64(len(f.Content)), Headers: api.GetCalendar200ResponseHeaders{ContentDisposition: attached(f.Name)},
	}, nil
}

// GetPacket hands out the packet for an outside body, to be looked at before it goes
// anywhere.
func (c calls) GetPacket(ctx context.Context, r api.GetPacketRequestObject) (api.GetPacketResponseObject, error) {
	p, ctx, n, err := c.papers(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	k, err := p.Packet(ctx, n, access.From(ctx), law.Recipient(r.Recipient))
	if err != nil {
		return nil, err
	}
	tag, have := tagOf(k.Tag(), r.Params.IfNoneMatch)
	if have {
		return api.GetPacket304Response{}, nil
	}
	body, err := piped(func(w io.Writer) error { return p.PacketZip(ctx, k, w) })
	if err != nil {
		return nil, err
	}
	return api.GetPacket200ApplicationzipResponse{
		Body:    body,
		Headers: api.GetPacket200ResponseHeaders{ETag: tag, ContentDisposition: attached("packet-" + string(k.To()) + "-" + string(n) + ".zip")},
	}, nil
}

// GetEverything hands out all that the caller may see of a case.
func (c calls) GetEverything(ctx context.Context, r api.GetEverythingRequestObject) (api.GetEverythingResponseObject, error) {
	p, ctx, n, err := c.papers(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	sum, err := p.Tag(ctx, n, access.From(ctx))
	if err != nil {
		return nil, err
	}
	tag, have := tagOf(sum, r.Params.IfNoneMatch)
	if have {
		return api.GetEverything304Response{}, nil
	}
	body, err := piped(func(w io.Writer) error { return p.Everything(ctx, n, access.From(ctx), w) })
	if err != nil {
		return nil, err
	}
	return api.GetEverything200ApplicationzipResponse{
		Body:    body,
		Headers: api.GetEverything200ResponseHeaders{ETag: tag, ContentDisposition: attached(ui.EverythingName(n))},
	}, nil
}

// tagOf is the tag of an archive that is not held back to be hashed: weak, since two
// with the same content bear different hours. have is true when the caller has it.
func tagOf(sum, ifNoneMatch string) (tag string, have bool) {
	strong := `"` + sum + `"`
	return "W/" + strong, matchesTag(ifNoneMatch, strong)
}

// piped is what a writer writes, as it is read. What goes wrong before the first byte is
// an error; later the stream breaks off. Who stops reading closes it, and the writer
// ends. A panic of the writer is an error too: nobody else would catch it.
func piped(write func(io.Writer) error) (io.Reader, error) {
	r, w := io.Pipe()
	go func() {
		defer func() {
			if p := recover(); p != nil {
				w.CloseWithError(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
			}
		}()
		w.CloseWithError(write(w))
	}()
	out := bufio.NewReader(r)
	if _, err := out.Peek(1); err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{out, r}, nil
}

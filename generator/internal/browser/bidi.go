package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/net/websocket"
)

// bidi is a connection that speaks WebDriver BiDi: commands are answered by their
// number, in any order, and events arrive in between.
type bidi struct {
	conn   *websocket.Conn
	listen func(event string, params json.RawMessage)

	sending sync.Mutex // not held while what arrives is handed out, or both ends could wait
	mu      sync.Mutex
	last    int
	waiting map[int]chan answer
	ended   error
}

type answer struct {
	result json.RawMessage
	err    error
}

func dialBidi(address string, listen func(string, json.RawMessage)) (*bidi, error) {
	conn, err := websocket.Dial(address, "", "http://localhost")
	if err != nil {
		return nil, err
	}
	b := &bidi{conn: conn, listen: listen, waiting: map[int]chan answer{}}
	go b.read()
	return b, nil
}

// read hands out what arrives until the connection ends.
func (b *bidi) read() {
	for {
		var message struct {
			Type    string          `json:"type"`
			ID      int             `json:"id"`
			Result  json.RawMessage `json:"result"`
			Error   string          `json:"error"`
			Message string          `json:"message"`
			Method  string          `json:"method"`
			Params  json.RawMessage `json:"params"`
		}
		err := websocket.JSON.Receive(b.conn, &message)
		b.mu.Lock()
		if err != nil {
			b.ended = fmt.Errorf("the browser has gone: %w", err)
			for id, to := range b.waiting {
				to <- answer{err: b.ended}
				delete(b.waiting, id)
			}
			b.mu.Unlock()
			return
		}
		to := b.waiting[message.ID]
		if message.Type != "event" {
			delete(b.waiting, message.ID)
		}
		b.mu.Unlock()
		switch {
		case message.Type == "event":
			b.listen(message.Method, message.Params)
		case to == nil: // nobody waits any more
		case message.Type == "error":
			to <- answer{err: errors.New(message.Error + ": " + message.Message)}
		default:
			to <- answer{result: message.Result}
		}
	}
}

// call gives a command and waits for its answer, whose fields fill result if that
// is not nil.
func (b *bidi) call(ctx context.Context, method string, params, result any) error {
	to := make(chan answer, 1)
	b.mu.Lock()
	if b.ended != nil {
		b.mu.Unlock()
		return b.ended
	}
	b.last++
	id := b.last
	b.waiting[id] = to
	b.mu.Unlock()
	b.sending.Lock()
	err := websocket.JSON.Send(b.conn, map[string]any{"id": id, "method": method, "params": params})
	b.sending.Unlock()
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case a := <-to:
		if a.err != nil || result == nil {
			return a.err
		}
		return json.Unmarshal(a.result, result)
	}
}

-- AskReceipt writes down the letter that brings a receipt, unless enough are on their
-- way or have gone out.
-- name: AskReceipt :execrows
INSERT INTO letters (number, seq, code, to_role, rule, rung)
SELECT c.number, 0, 'RECEIPT', 'complainant', '', 0 FROM cases c
WHERE c.number = @number
    AND (SELECT count(*) FROM letters l WHERE l.number = @number AND l.code = 'RECEIPT' AND l.status <> 'FAILED') < @most::bigint;

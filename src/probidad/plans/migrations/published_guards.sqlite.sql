CREATE TRIGGER published_followup_stays BEFORE UPDATE OF frozen, published, digest, content, sha256 ON plans_followup
WHEN NEW.frozen IS NOT OLD.frozen OR NEW.published IS NOT OLD.published OR NEW.digest <> OLD.digest
  OR NEW.content <> OLD.content OR NEW.sha256 <> OLD.sha256
BEGIN SELECT RAISE(ABORT, 'plans: a follow-up is not edited; a correction is a new one'); END
;;
CREATE TRIGGER published_followup_remains BEFORE DELETE ON plans_followup
WHEN OLD.public_since IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'plans: a published follow-up is not removed'); END
;;
CREATE TRIGGER published_file_stays BEFORE UPDATE ON plans_pressedfile
BEGIN SELECT RAISE(ABORT, 'plans: a file is made once'); END
